internal import SegmentLog
internal import SystemPackage

/// Files, names and what of them is durable. A value: whoever holds it has a world of its own.
struct SimulatedDisk {
  /// A change of names that is not durable yet.
  enum NameChange {
    case add(String, UInt64)
    case rename(String, String, UInt64)
    case remove(String)
  }

  var random: SeededGenerator
  let sectorsMayTear: Bool
  let alignment: ByteCount
  var capacity: ByteCount?
  var faults: [SimulatedFault] = []
  var operations = 0
  /// What every process sees.
  var names: [String: UInt64] = [:]
  /// The last name that each file had, by which faults and gates find it.
  private(set) var paths: [UInt64: String] = [:]
  var files: [UInt64: SimulatedContent] = [:]
  private var durableNames: [String: UInt64] = [:]
  private var nameChanges: [NameChange] = []
  private var directories: Set<String> = ["/", ""]
  private var nextInode: UInt64 = 1
  private var lockHolders: [UInt64: ObjectIdentifier] = [:]
  private var hasNoPower = false

  init(seed: UInt64, sectorsMayTear: Bool, alignment: ByteCount) {
    random = SeededGenerator(seed: seed)
    self.sectorsMayTear = sectorsMayTear
    self.alignment = alignment
  }

  static func identity(_ inode: UInt64) -> FileIdentity { FileIdentity(device: 1, inode: inode) }

  var usedBytes: ByteCount {
    ByteCount(Set(names.values).reduce(0) { $0 + (files[$1]?.bytes.count ?? 0) })
  }

  // MARK: faults

  /// Counts a call, and tells the error that it fails with; nil if it goes well.
  mutating func fault(in operation: SimulatedFault.Operation, _ path: String) -> Errno? {
    if hasNoPower { return .ioError }
    if operation.isChange { operations += 1 }
    for index in faults.indices {
      let fault = faults[index]
      guard fault.operation.map({ $0 == operation }) ?? operation.isChange,
        fault.nameSuffix.map({ path.hasSuffix($0) }) ?? true
      else { continue }
      guard fault.after == 0 else {
        faults[index].after -= 1
        continue
      }
      faults.remove(at: index)
      hasNoPower = fault.isForGood
      return fault.error
    }
    return nil
  }

  /// Does what a call is for; if the call is to fail, perhaps, and then throws.
  private mutating func perform(
    _ operation: SimulatedFault.Operation, _ path: FilePath, _ effect: (inout SimulatedDisk) -> Void = { _ in }
  ) throws(Errno) {
    let fault = fault(in: operation, path.string)
    if fault == nil || Bool.random(using: &random) { effect(&self) }
    if let fault { throw fault }
  }

  // MARK: names

  mutating func open(_ path: FilePath, create: Bool) throws(Errno) -> UInt64 {
    try perform(.open, path)
    if let inode = names[path.string] { return inode }
    guard create, directories.contains(path.removingLastComponent().string) else { throw .noSuchFileOrDirectory }
    let inode = nextInode
    nextInode += 1
    files[inode] = SimulatedContent()
    apply(.add(path.string, inode))
    return inode
  }

  mutating func createDirectory(_ path: FilePath) throws(Errno) {
    // Directories are durable at once: how they come to be is not what is simulated.
    var path = path
    while directories.insert(path.string).inserted { path.removeLastComponent() }
  }

  mutating func list(_ directory: FilePath) throws(Errno) -> [String] {
    try perform(.list, directory)
    guard directories.contains(directory.string) else { throw .noSuchFileOrDirectory }
    return names.keys.filter { Self.isIn(directory.string, $0) }.map(Self.lastComponent).sorted()
  }

  mutating func rename(_ path: FilePath, to target: FilePath) throws(Errno) {
    guard let inode = names[path.string] else { throw .noSuchFileOrDirectory }
    try perform(.rename, target) { $0.apply(.rename(path.string, target.string, inode)) }
  }

  mutating func remove(_ path: FilePath) throws(Errno) {
    guard names[path.string] != nil else { throw .noSuchFileOrDirectory }
    try perform(.remove, path) { $0.apply(.remove(path.string)) }
  }

  mutating func synchronizeDirectory(_ path: FilePath) throws(Errno) {
    try perform(.synchronizeDirectory, path) { disk in
      let isHere = { (name: String) in Self.isIn(path.string, name) }
      for change in disk.nameChanges where isHere(change.name) { change.apply(to: &disk.durableNames) }
      disk.nameChanges.removeAll { isHere($0.name) }
    }
  }

  /// What follows the last slash. (By hand, because a test makes millions of calls.)
  static func lastComponent(_ path: String) -> String {
    path.utf8.lastIndex(of: UInt8(ascii: "/")).map { String(path[$0...].dropFirst()) } ?? path
  }

  private static func isIn(_ directory: String, _ path: String) -> Bool {
    guard let slash = path.utf8.lastIndex(of: UInt8(ascii: "/")) else { return false }
    return path[..<slash] == (directory == "/" ? "" : directory)
  }

  private mutating func apply(_ change: NameChange) {
    change.apply(to: &names)
    nameChanges.append(change)
    switch change {
    case .add(let path, let inode), .rename(_, let path, let inode): paths[inode] = path
    case .remove: break
    }
  }

  func path(of inode: UInt64) -> String { paths[inode] ?? "" }

  // MARK: locks

  mutating func lock(_ inode: UInt64, for holder: ObjectIdentifier) -> Bool {
    if let current = lockHolders[inode] { return current == holder }
    lockHolders[inode] = holder
    return true
  }

  mutating func unlock(_ inode: UInt64, for holder: ObjectIdentifier) {
    if lockHolders[inode] == holder { lockHolders[inode] = nil }
  }

  // MARK: ends

  /// The same files in another world, without locks and faults.
  mutating func copy() -> SimulatedDisk {
    var copy = self
    copy.restart(seed: random.next())
    return copy
  }

  /// What a power cut leaves.
  mutating func crashed() -> SimulatedDisk {
    var after = copy()
    after.names = durableNames
    for change in nameChanges where Bool.random(using: &after.random) { change.apply(to: &after.names) }
    after.durableNames = after.names
    after.paths = Dictionary(after.names.map { ($1, $0) }, uniquingKeysWith: min)
    after.nameChanges = []
    after.files = [:]
    for inode in Set(after.names.values).sorted() {
      after.files[inode] = files[inode]?.crashed(using: &after.random, mayTear: sectorsMayTear)
    }
    return after
  }

  private mutating func restart(seed: UInt64) {
    random = SeededGenerator(seed: seed)
    faults = []
    lockHolders = [:]
    hasNoPower = false
    operations = 0
  }
}

extension SimulatedDisk.NameChange {
  /// The path that changes, or that a file gets.
  var name: String {
    switch self {
    case .add(let name, _), .rename(_, let name, _), .remove(let name): name
    }
  }

  func apply(to names: inout [String: UInt64]) {
    switch self {
    case .add(let name, let inode): names[name] = inode
    case .rename(let from, let to, let inode):
      if names[from] == inode { names[from] = nil }
      names[to] = inode
    case .remove(let name): names[name] = nil
    }
  }
}

/// SplitMix64 (Steele, Lea, Flood 2014): small, and the same numbers for a seed everywhere.
public struct SeededGenerator: RandomNumberGenerator, Sendable {
  private var state: UInt64

  /// The generator of a seed.
  public init(seed: UInt64) { state = seed }

  /// The next of its numbers.
  public mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var value = state
    value = (value ^ value >> 30) &* 0xBF58_476D_1CE4_E5B9
    value = (value ^ value >> 27) &* 0x94D0_49BB_1331_11EB
    return value ^ value >> 31
  }
}
