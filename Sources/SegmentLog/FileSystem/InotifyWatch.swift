internal import CLinux
internal import Glibc
internal import SystemPackage
internal import Synchronization

/// Watches one path by inotify: the file itself for changes, its directory for a new file of that name.
final class InotifyWatch: FileWatch {
  private let path: FilePath
  private let watch: CInt
  private let event: CInt

  init(_ path: FilePath) throws(Errno) {
    self.path = path
    let watch = try linux(clinux_watch_open())
    let event: CInt
    do {
      event = try linux(clinux_event_open())
    } catch {
      close(watch)
      throw error
    }
    self.watch = watch
    self.event = event
    try linux(
      unsafe path.removingLastComponent().withPlatformString { unsafe clinux_watch_directory(watch, $0) })
    try watchFile()
  }

  deinit {
    close(watch)
    close(event)
  }

  func wait(milliseconds: Int?) throws(Errno) -> Bool {
    let limit = milliseconds.map { CInt(clamping: max(0, $0)) } ?? -1
    guard try linux(clinux_watch_wait(watch, event, limit)) == 1 else { return false }
    // The name may lead to a new file now; watching the same one twice changes nothing.
    try watchFile()
    return true
  }

  func cancel() {
    let result = clinux_event_signal(event)
    precondition(result >= 0, "an event descriptor that is open can be signalled")
  }

  private func watchFile() throws(Errno) {
    do {
      try linux(unsafe path.withPlatformString { unsafe clinux_watch_file(watch, $0) })
    } catch Errno.noSuchFileOrDirectory {
      return  // the directory's watch tells when it appears
    }
  }
}
