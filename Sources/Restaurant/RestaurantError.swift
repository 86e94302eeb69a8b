public import EventStore
public import SystemPackage

/// Why the service could not do what it was asked. What a rule forbids is a ``CommandRefusal``.
public enum RestaurantError: Error, Sendable {
  /// There is no data directory, or it holds no log.
  case noData(String)
  /// The data directory holds what belongs to a log, but no segment of it.
  case logLost(log: String, remains: String)
  /// The data directory was written by another version.
  case otherVersion(path: String, found: String, expected: String)
  /// A file of the data directory is not as it must be.
  case badFile(path: String, reason: String)
  /// The data directory, or a file of it, cannot be made.
  case unwritable(path: String, Errno)
  /// The data directory, or a directory in it, cannot be looked at.
  case unreadable(path: String, Errno)
  /// There is no command of this name.
  case unknownCommand(String)
  /// The command came with fields that are not its own, or lacks some.
  case badCommand(String)
  /// The log did not take the events, or cannot be read.
  case log(EventLogError)
  /// Others kept overtaking the command; nothing was written.
  case contended(String)
}

extension RestaurantError: CustomStringConvertible {
  /// One line for people.
  public var description: String {
    switch self {
    case .noData(let path):
      "there is no Daybook data in \(path); create it with `daybook init --venue FILE`, or name another directory with "
        + "--data"
    case .logLost(let log, let remains):
      "\(log): the log has no segment left, but \(remains) tells that there were some; restore the files named "
        + "00000000000000000001.lz4 and so on from your backup; `daybook verify` checks them"
    case .otherVersion(let path, let found, let expected):
      "\(path): the data has format \"\(found)\", this version reads \"\(expected)\"; use the version that wrote it"
    case .badFile(let path, let reason): "\(path): \(reason)"
    case .unwritable(let path, let error):
      "\(path): it cannot be written: \(error); name another directory with --data, or make this one writable"
    case .unreadable(let path, let error): "\(path): it cannot be read: \(error); check the owner and the mode"
    case .unknownCommand(let name): "there is no command \"\(name)\"; `daybook do --list` shows all"
    case .badCommand(let reason): reason
    case .log(let error): "\(error)"
    case .contended(let message): message
    }
  }
}
