public import EventSourcing
public import SegmentLog
public import SystemPackage

/// The durable event log: segment files in a directory, with one writer and any number of readers.
///
/// Opened for writing it holds the log's lock for life. Opened for reading, also from another process while it is
/// being written, it follows the writer and never sees what is not durable.
public final class SegmentedEventLog: EventLog {
  /// As ``EventLog`` asks.
  public let logID: LogID
  /// What opening found and did; nil if the log was opened for reading.
  public let recovery: RecoveryReport?
  /// Reads segments and frames, for those who inspect them.
  public let reader: LogReader

  let index: TagIndex
  let signal: HeadSignal
  let recent = RecentBlocks()
  private let writing: AppendPath?
  private let filing: TagFiling?
  private let following: HeadFollowing?
  /// Brings the index up to the head before it is asked; nil for a writer, whose index always is.
  let catchUp: IndexCatchUp?

  /// Opens the log in a directory for writing; creates it if there is none.
  ///
  /// - Parameters:
  ///   - directory: holds the segments and what belongs to them.
  ///   - fileSystem: the files.
  ///   - clock: the time of commits.
  ///   - options: sizes, durability, and whom to tell of what goes wrong off the append path.
  ///   - evidence: positions that others know to be durable, such as snapshots.
  /// - Throws: ``EventLogError/storage(_:)`` with the reason: locked, corrupt, of another version, full.
  public convenience init(
    writing directory: FilePath, fileSystem: any FileSystem, clock: any LogClock, options: LogOptions = LogOptions(),
    evidence: DurableEvidence = .none
  ) throws(EventLogError) {
    do throws(SegmentError) {
      let writer = try LogWriter.open(
        directory: directory, fileSystem: fileSystem, clock: clock, options: options, evidence: evidence)
      let reader = try LogReader.open(
        directory: directory, fileSystem: fileSystem, source: .published(writer.published))
      try self.init(writer, reader, TagFiles(directory: directory, fileSystem: fileSystem), options.report)
    } catch {
      throw .storage(error)
    }
  }

  private init(
    _ writer: sending LogWriter, _ reader: LogReader, _ files: TagFiles,
    _ report: @escaping @Sendable (SegmentError) -> Void
  ) throws(SegmentError) {
    logID = writer.logID
    recovery = writer.recovery
    self.reader = reader
    let head = Position(writer.published.current.position)
    let index = try files.open(reader, writing: report)
    try TagFiles.read(reader, after: index.last, through: head, into: index)
    let signal = HeadSignal(head: head)
    let filing = TagFiling(index, files, reader, report)
    self.index = index
    self.signal = signal
    self.filing = filing
    following = nil
    catchUp = nil
    writing = AppendPath(
      writer, head: head, index: index, onDurable: { signal.advance(to: $0) },
      onSegmentClosed: { _ in filing.wake() })
    writing?.start()
    filing.wake()
  }

  /// Opens the log in a directory for reading, changes nothing there, and follows its writer if there is one.
  public init(reading directory: FilePath, fileSystem: any FileSystem) throws(EventLogError) {
    do throws(SegmentError) {
      reader = try LogReader.open(directory: directory, fileSystem: fileSystem, source: .headFile)
      logID = reader.logID
      recovery = nil
      writing = nil
      filing = nil
      let head = Position(try reader.head().position)
      let files = TagFiles(directory: directory, fileSystem: fileSystem)
      let index = try files.open(reader, writing: nil)
      let signal = HeadSignal(head: head)
      self.index = index
      self.signal = signal
      catchUp = IndexCatchUp(reader, index)
      following = try HeadFollowing(reader, directory, fileSystem, signal)
    } catch {
      throw .storage(error)
    }
  }

  /// As ``EventLog`` asks.
  public var head: Position { signal.head }

  /// What ended the following of another process's writer, if anything did.
  public var failure: EventLogError? { following?.failure }

  /// As ``EventLog`` asks.
  public var epoch: UInt64 { writing?.epoch ?? 0 }

  /// As ``EventLog`` asks.
  public func enqueue(
    _ append: PreparedAppend, if conditions: [AppendCondition], epoch: UInt64?
  ) throws(EventLogError) -> AppendTicket {
    guard let writing else { throw .readOnly }
    return try writing.enqueue(append, if: conditions, epoch: epoch)
  }

  /// As ``EventLog`` asks.
  @discardableResult
  public func append(
    _ append: PreparedAppend, if conditions: [AppendCondition] = []
  ) async throws(EventLogError) -> AppendTicket {
    guard let writing else { throw .readOnly }
    return try await writing.append(append, if: conditions)
  }

  /// Appends from a thread that may block, and returns once the append is durable.
  ///
  /// A lone writer is served in about the time of one sync: its own thread makes the commit where no other is being
  /// made. Not for tasks, which share few threads: they use ``EventLog/append(_:if:)``.
  ///
  /// - Throws: as ``EventLog/enqueue(_:if:epoch:)`` and ``EventLog/waitUntilDurable(_:)``.
  @discardableResult
  public func appendBlocking(
    _ append: PreparedAppend, if conditions: [AppendCondition] = []
  ) throws(EventLogError) -> AppendTicket {
    guard let writing else { throw .readOnly }
    return try writing.appendBlocking(append, if: conditions)
  }

  /// As ``EventLog`` asks.
  public func whenDurable(_ position: Position, epoch: UInt64, _ body: @escaping @Sendable (EventLogError?) -> Void) {
    guard let writing else { return body(.readOnly) }
    writing.whenDurable(position, epoch: epoch, body)
  }

  /// As ``EventLog`` asks.
  ///
  /// - Throws: also what ended the following of another process's writer; see ``failure``.
  public func waitForHead(after position: Position) async throws -> Position? {
    if let head = try await signal.wait(after: position) { return head }
    if let failure { throw failure }
    return nil
  }

  /// Writes what is queued, ends the log cleanly and gives the lock back. Later appends are refused; reads go on
  /// working. Call once.
  ///
  /// - Throws: ``EventLogError/storage(_:)`` if the end could not be written; the lock is given back all the same, and
  ///   the next start recovers the log.
  public func close() throws(EventLogError) {
    defer {
      filing?.finish()
      signal.close()
    }
    following?.stop()
    try writing?.close()
  }
}
