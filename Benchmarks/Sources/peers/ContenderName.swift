/// A column of the comparison.
enum ContenderName: String, CaseIterable, Codable, Sendable {
  case daybook
  case sqlite
  case sqliteWithoutIndex = "sqlite-without-index"
  case lmdb
  case rocksDB = "rocksdb"
  case redis
  case postgreSQL = "postgresql"
  case nats
  case plainFile = "plain-file"
  case preallocatedFile = "preallocated-file"
  case groupsInTurn = "groups-in-turn"
  case groupCommit = "group-commit"
  case lz4OneCore = "lz4-one-core"
  case lz4OneCoreInC = "lz4-one-core-c"
  case pipe

  var title: String {
    switch self {
    case .daybook: "Daybook"
    case .sqlite: "SQLite"
    case .sqliteWithoutIndex: "SQLite, no index"
    case .lmdb: "LMDB"
    case .rocksDB: "RocksDB"
    case .redis: "Redis"
    case .postgreSQL: "PostgreSQL"
    case .nats: "NATS"
    case .plainFile: "limit: plain file"
    case .preallocatedFile: "limit: written-out file"
    case .groupsInTurn: "limit: half the writers per sync"
    case .groupCommit: "limit: tasks, one file"
    case .lz4OneCore: "limit: LZ4, one core"
    case .lz4OneCoreInC: "the same in C"
    case .pipe: "limit: pipe"
    }
  }
}
