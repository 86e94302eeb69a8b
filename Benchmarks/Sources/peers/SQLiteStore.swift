import CSQLite
import SystemPackage
import Workload

/// SQLite as an event table: write-ahead log, `synchronous=FULL`, one row per event, and a unique index on stream and
/// version where optimistic concurrency is wanted.
@safe
class SQLiteStore: DurableStore {
  class var contender: ContenderName { .sqlite }
  class var hasIndex: Bool { true }
  class var settles: Bool { true }

  /// The page cache, in KiB; SQLite takes negative numbers for that unit.
  private static let cacheSize = -65_536

  private let database: OpaquePointer
  private let insert: OpaquePointer
  private let begin: OpaquePointer
  private let commit: OpaquePointer
  private let selectRevision: OpaquePointer

  required init(at directory: FilePath, creates: Bool) throws {
    var handle: OpaquePointer?
    let code = unsafe sqlite3_open(directory.appending("events.db").string, &handle)
    guard code == SQLITE_OK, let database = unsafe handle else {
      throw TrialError.library("sqlite3_open", code: Int(code), message: "cannot open \(directory)")
    }
    unsafe self.database = database
    try unsafe Self.execute("PRAGMA journal_mode=WAL", on: database)
    try unsafe Self.execute("PRAGMA synchronous=FULL", on: database)
    try unsafe Self.execute("PRAGMA cache_size=\(Self.cacheSize)", on: database)
    if creates {
      try unsafe Self.execute(
        """
        CREATE TABLE events(pos INTEGER PRIMARY KEY, stream TEXT NOT NULL, version INTEGER NOT NULL, \
        type TEXT NOT NULL, data BLOB NOT NULL, meta BLOB NOT NULL)
        """, on: database)
      if Self.hasIndex {
        try unsafe Self.execute("CREATE UNIQUE INDEX events_stream_version ON events(stream, version)", on: database)
      }
    }
    unsafe insert = try Self.prepare(
      "INSERT INTO events(stream, version, type, data, meta) VALUES(?, ?, ?, ?, ?)", on: database)
    unsafe begin = try Self.prepare("BEGIN IMMEDIATE", on: database)
    unsafe commit = try Self.prepare("COMMIT", on: database)
    unsafe selectRevision = try Self.prepare("SELECT max(version) FROM events WHERE stream = ?", on: database)
  }

  deinit {
    unsafe sqlite3_finalize(insert)
    unsafe sqlite3_finalize(begin)
    unsafe sqlite3_finalize(commit)
    unsafe sqlite3_finalize(selectRevision)
    unsafe sqlite3_close(database)
  }

  static func create(in directory: FilePath, capacity: StoreCapacity) throws -> Self {
    try Self(at: directory, creates: true)
  }

  static func open(in directory: FilePath) throws -> Self {
    try Self(at: directory, creates: false)
  }

  func append(_ batch: [PendingEvent], expecting: Expectation) throws {
    // A single insert is its own transaction, which spares two statements.
    let needsTransaction = batch.count > 1 || expecting != .nothing
    if needsTransaction { try unsafe finish(begin) }
    for event in batch {
      if expecting == .keyRevisions { try check(event) }
      try put(event)
    }
    if needsTransaction { try unsafe finish(commit) }
  }

  func settle() throws {
    try unsafe Self.execute("PRAGMA wal_checkpoint(TRUNCATE)", on: database)
  }

  func eventCount() throws -> Int {
    let statement = unsafe try Self.prepare("SELECT count(*) FROM events", on: database)
    defer { unsafe sqlite3_finalize(statement) }
    guard unsafe sqlite3_step(statement) == SQLITE_ROW else { throw unsafe Self.error("sqlite3_step", database) }
    return unsafe Int(sqlite3_column_int64(statement, 0))
  }

  func scan<Fold: WorkloadFold>(into fold: inout Fold) throws {
    let statement = unsafe try Self.prepare("SELECT stream, type, data FROM events ORDER BY pos", on: database)
    defer { unsafe sqlite3_finalize(statement) }
    while unsafe sqlite3_step(statement) == SQLITE_ROW {
      unsafe fold.add(
        key: UnsafeRawBufferPointer(
          start: sqlite3_column_text(statement, 0), count: Int(sqlite3_column_bytes(statement, 0))),
        type: UnsafeRawBufferPointer(
          start: sqlite3_column_text(statement, 1), count: Int(sqlite3_column_bytes(statement, 1))),
        payload: UnsafeRawBufferPointer(
          start: sqlite3_column_blob(statement, 2), count: Int(sqlite3_column_bytes(statement, 2))))
    }
    guard unsafe sqlite3_errcode(database) == SQLITE_DONE else { throw unsafe Self.error("sqlite3_step", database) }
  }

  private func put(_ pending: PendingEvent) throws {
    let event = pending.event
    unsafe sqlite3_bind_text(insert, 1, pending.key.baseAddress, Int32(pending.key.count), nil)
    unsafe sqlite3_bind_int64(insert, 2, Int64(pending.revision))
    unsafe sqlite3_bind_text(insert, 3, event.type.baseAddress, Int32(event.type.count), nil)
    unsafe sqlite3_bind_blob(insert, 4, event.payload.baseAddress, Int32(event.payload.count), nil)
    unsafe sqlite3_bind_blob(insert, 5, event.metadata.baseAddress, Int32(event.metadata.count), nil)
    try unsafe finish(insert)
  }

  private func check(_ pending: PendingEvent) throws {
    unsafe sqlite3_bind_text(selectRevision, 1, pending.key.baseAddress, Int32(pending.key.count), nil)
    guard unsafe sqlite3_step(selectRevision) == SQLITE_ROW else { throw unsafe Self.error("sqlite3_step", database) }
    let isNew = unsafe sqlite3_column_type(selectRevision, 0) == SQLITE_NULL
    let next = isNew ? 0 : unsafe Int(sqlite3_column_int64(selectRevision, 0)) + 1
    unsafe sqlite3_reset(selectRevision)
    guard next == pending.revision else {
      throw unsafe TrialError.conflict(key: String(decoding: pending.key, as: UTF8.self))
    }
  }

  private func finish(_ statement: OpaquePointer) throws {
    let code = unsafe sqlite3_step(statement)
    unsafe sqlite3_reset(statement)
    guard code == SQLITE_DONE else { throw unsafe Self.error("sqlite3_step", database) }
  }

  private static func prepare(_ sql: String, on database: OpaquePointer) throws -> OpaquePointer {
    var statement: OpaquePointer?
    guard unsafe sqlite3_prepare_v2(database, sql, -1, &statement, nil) == SQLITE_OK, let statement = unsafe statement
    else { throw unsafe error("sqlite3_prepare_v2", database) }
    return unsafe statement
  }

  private static func execute(_ sql: String, on database: OpaquePointer) throws {
    guard unsafe sqlite3_exec(database, sql, nil, nil, nil) == SQLITE_OK else {
      throw unsafe error("sqlite3_exec", database)
    }
  }

  private static func error(_ call: String, _ database: OpaquePointer) -> TrialError {
    unsafe .library(
      call, code: Int(sqlite3_extended_errcode(database)), message: String(cString: sqlite3_errmsg(database)))
  }
}

/// The same table without the unique index: how fast SQLite appends when nothing is checked.
final class UnindexedSQLiteStore: SQLiteStore {
  override class var contender: ContenderName { .sqliteWithoutIndex }
  override class var hasIndex: Bool { false }
}
