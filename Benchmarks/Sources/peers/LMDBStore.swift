import CLMDB
import SystemPackage
import Workload

/// LMDB with its default, durable commits: one database from position to event, one from key and revision to position.
@safe
final class LMDBStore: DurableStore {
  static let contender = ContenderName.lmdb
  static let settles = false

  /// Address space for the map: a page that is half full per pair of entries, and as much again.
  private static let mapBytesPerEventByte = 4
  private static let smallestMap = 1 << 30

  private let environment: OpaquePointer
  private var log: MDB_dbi = 0
  private var index: MDB_dbi = 0
  private var nextPosition: UInt64 = 0
  /// The key of an index entry: the event's key, then its revision in big-endian order.
  private var indexKey: [UInt8] = []

  private init(at directory: FilePath, creates: Bool, mapBytes: Int) throws {
    var handle: OpaquePointer?
    try unsafe Self.check("mdb_env_create", mdb_env_create(&handle))
    guard let environment = unsafe handle else {
      throw TrialError.library("mdb_env_create", code: 0, message: "no environment")
    }
    unsafe self.environment = environment
    try unsafe Self.check("mdb_env_set_maxdbs", mdb_env_set_maxdbs(environment, 2))
    try unsafe Self.check("mdb_env_set_mapsize", mdb_env_set_mapsize(environment, mapBytes))
    let mode: UInt32 = creates ? 0 : UInt32(MDB_RDONLY)
    try unsafe Self.check("mdb_env_open", mdb_env_open(environment, directory.string, mode, 0o644))
    let transaction = unsafe try begin(readOnly: !creates)
    let flags: UInt32 = creates ? UInt32(MDB_CREATE) : 0
    try unsafe Self.check("mdb_dbi_open", mdb_dbi_open(transaction, "log", flags | UInt32(MDB_INTEGERKEY), &log))
    try unsafe Self.check("mdb_dbi_open", mdb_dbi_open(transaction, "index", flags, &index))
    try unsafe Self.check("mdb_txn_commit", mdb_txn_commit(transaction))
  }

  deinit {
    unsafe mdb_env_close(environment)
  }

  static func create(in directory: FilePath, capacity: StoreCapacity) throws -> Self {
    try Self(
      at: directory, creates: true, mapBytes: max(smallestMap, capacity.bytes * mapBytesPerEventByte))
  }

  static func open(in directory: FilePath) throws -> Self {
    try Self(at: directory, creates: false, mapBytes: 0)
  }

  func append(_ batch: [PendingEvent], expecting: Expectation) throws {
    let transaction = unsafe try begin(readOnly: false)
    do {
      if expecting == .keyRevisions {
        let cursor = try unsafe openCursor(index, in: transaction)
        defer { unsafe mdb_cursor_close(cursor) }
        for event in batch {
          try unsafe check(event, with: cursor)
          try unsafe put(event, in: transaction)
        }
      } else {
        for event in batch { try unsafe put(event, in: transaction) }
      }
    } catch {
      unsafe mdb_txn_abort(transaction)
      throw error
    }
    try unsafe Self.check("mdb_txn_commit", mdb_txn_commit(transaction))
  }

  func settle() {}

  func eventCount() throws -> Int {
    let transaction = unsafe try begin(readOnly: true)
    defer { unsafe mdb_txn_abort(transaction) }
    var statistics = MDB_stat()
    try unsafe Self.check("mdb_stat", mdb_stat(transaction, log, &statistics))
    return Int(statistics.ms_entries)
  }

  func scan<Fold: WorkloadFold>(into fold: inout Fold) throws {
    let transaction = unsafe try begin(readOnly: true)
    defer { unsafe mdb_txn_abort(transaction) }
    let cursor = try unsafe openCursor(log, in: transaction)
    defer { unsafe mdb_cursor_close(cursor) }
    var key = unsafe MDB_val()
    var value = unsafe MDB_val()
    while true {
      let code = unsafe mdb_cursor_get(cursor, &key, &value, MDB_NEXT)
      if code == MDB_NOTFOUND { return }
      try Self.check("mdb_cursor_get", code)
      let event = unsafe WorkloadEvent(at: UnsafeRawPointer(value.mv_data))
      unsafe fold.add(key: event.key, type: event.type, payload: event.payload)
    }
  }

  private func put(_ pending: PendingEvent, in transaction: OpaquePointer) throws {
    var position = nextPosition
    nextPosition += 1
    unsafe setIndexKey(pending.key, revision: UInt32(pending.revision))
    let stored = unsafe pending.event.stored
    try unsafe withUnsafeMutableBytes(of: &position) { position in
      var key = unsafe MDB_val(mv_size: position.count, mv_data: position.baseAddress)
      var value = unsafe MDB_val(mv_size: stored.count, mv_data: UnsafeMutableRawPointer(mutating: stored.baseAddress))
      try unsafe Self.check("mdb_put", mdb_put(transaction, log, &key, &value, UInt32(MDB_APPEND)))
      try unsafe indexKey.withUnsafeMutableBytes { bytes in
        var entry = unsafe MDB_val(mv_size: bytes.count, mv_data: bytes.baseAddress)
        try unsafe Self.check("mdb_put", mdb_put(transaction, index, &entry, &key, UInt32(MDB_NOOVERWRITE)))
      }
    }
  }

  /// The key's revision is in the last index entry at or before the greatest possible one of that key.
  private func check(_ pending: PendingEvent, with cursor: OpaquePointer) throws {
    unsafe setIndexKey(pending.key, revision: .max)
    let next = try unsafe indexKey.withUnsafeMutableBytes { bytes -> Int in
      var key = unsafe MDB_val(mv_size: bytes.count, mv_data: bytes.baseAddress)
      var value = unsafe MDB_val()
      let found = unsafe mdb_cursor_get(cursor, &key, &value, MDB_SET_RANGE)
      let code = unsafe mdb_cursor_get(cursor, &key, &value, found == MDB_NOTFOUND ? MDB_LAST : MDB_PREV)
      if code == MDB_NOTFOUND { return 0 }
      try Self.check("mdb_cursor_get", code)
      let entry = unsafe UnsafeRawBufferPointer(start: key.mv_data, count: key.mv_size)
      guard entry.count == bytes.count, unsafe entry.dropLast(4).elementsEqual(pending.key) else { return 0 }
      return unsafe Int(
        UInt32(bigEndian: entry.loadUnaligned(fromByteOffset: entry.count - 4, as: UInt32.self)) + 1)
    }
    guard next == pending.revision else {
      throw unsafe TrialError.conflict(key: String(decoding: pending.key, as: UTF8.self))
    }
  }

  private func setIndexKey(_ key: UnsafeRawBufferPointer, revision: UInt32) {
    indexKey.removeAll(keepingCapacity: true)
    unsafe indexKey.append(contentsOf: key)
    for shift in stride(from: 24, through: 0, by: -8) {
      indexKey.append(UInt8(truncatingIfNeeded: revision >> UInt32(shift)))
    }
  }

  private func begin(readOnly: Bool) throws -> OpaquePointer {
    var transaction: OpaquePointer?
    try unsafe Self.check(
      "mdb_txn_begin", mdb_txn_begin(environment, nil, readOnly ? UInt32(MDB_RDONLY) : 0, &transaction))
    guard let transaction = unsafe transaction else {
      throw TrialError.library("mdb_txn_begin", code: 0, message: "no transaction")
    }
    return unsafe transaction
  }

  private func openCursor(_ database: MDB_dbi, in transaction: OpaquePointer) throws -> OpaquePointer {
    var cursor: OpaquePointer?
    try unsafe Self.check("mdb_cursor_open", mdb_cursor_open(transaction, database, &cursor))
    guard let cursor = unsafe cursor else {
      throw TrialError.library("mdb_cursor_open", code: 0, message: "no cursor")
    }
    return unsafe cursor
  }

  private static func check(_ call: String, _ code: Int32) throws {
    guard code == 0 else {
      throw TrialError.library(call, code: Int(code), message: unsafe String(cString: mdb_strerror(code)))
    }
  }
}
