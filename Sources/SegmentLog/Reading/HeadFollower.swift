public import SystemPackage

/// Waits for the `head` file to change: how another process learns of new commits without polling.
public final class HeadFollower: Sendable {
  private let watch: any FileWatch
  private let path: FilePath

  /// Begins to watch; changes from now on are noticed. The file need not exist yet, its directory must.
  ///
  /// Errors: `missing`, `io`, `readOnly`.
  public init(directory: FilePath, fileSystem: any FileSystem) throws(SegmentError) {
    path = directory.appending(HeadFile.name)
    do {
      watch = try fileSystem.watch(path)
    } catch  where error == .noSpace || error == .tooManyOpenFiles {
      // What inotify calls these has nothing to do with the disk.
      throw SegmentError(
        .io, "the system gives no more watches on files; raise fs.inotify.max_user_watches and max_user_instances",
        cause: error, place: SegmentError.Place(file: path))
    } catch {
      throw .system(error, "watching the head", path)
    }
  }

  /// Blocks the thread until the head may have changed (true), or until the time-out passed or `cancel` was called
  /// (false). Without a time-out it waits as long as it takes. Read `LogReader.head()` afterwards: several changes may
  /// be reported as one, and one as several.
  ///
  /// Errors: `io`.
  public func wait(milliseconds: Int? = nil) throws(SegmentError) -> Bool {
    do {
      return try watch.wait(milliseconds: milliseconds)
    } catch {
      throw .system(error, "waiting for the head to change", path)
    }
  }

  /// Ends the present and every later wait. May be called from any thread.
  public func cancel() { watch.cancel() }
}
