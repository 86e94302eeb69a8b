/// What a consumer computes while it reads the whole workload.
public protocol WorkloadFold: Sendable {
  /// A fold of nothing.
  init()
  /// Adds one event, in order.
  mutating func add(
    key: UnsafeRawBufferPointer, type: UnsafeRawBufferPointer, payload: UnsafeRawBufferPointer)
  /// Equal for equal sequences of events, and practically only for those.
  var summary: FoldSummary { get }
}

/// Proof that a fold has seen every event in order.
public struct FoldSummary: Equatable, Sendable, Codable {
  /// Events seen.
  public var events = 0
  /// Sum of the payloads' sizes, in bytes.
  public var payloadBytes = 0
  /// A hash over some bytes of every key and payload that depends on the order.
  public var order: UInt64 = 0
  /// Distinct event types seen; zero in folds that do not count them.
  public var types = 0
  /// Distinct keys seen; zero in folds that do not keep them.
  public var keys = 0

  @inlinable init() {}
}

/// The least that touches every event: a count, a sum, and a hash that depends on the order.
public struct ScanFold: WorkloadFold {
  /// What was seen so far.
  @inlinable public var summary: FoldSummary { storedSummary }
  @usableFromInline var storedSummary = FoldSummary()

  /// A fold of nothing.
  @inlinable public init() {}

  /// Adds one event, in order.
  @inlinable @inline(__always)
  public mutating func add(
    key: UnsafeRawBufferPointer, type: UnsafeRawBufferPointer, payload: UnsafeRawBufferPointer
  ) {
    storedSummary.events += 1
    storedSummary.payloadBytes += payload.count
    let sample = unsafe UInt64(payload[payload.count / 2]) << 8 | UInt64(key[key.count - 1])
    storedSummary.order = storedSummary.order &* 0x100_0000_01B3 &+ sample &+ UInt64(payload.count + type.count)
  }
}

/// The read model of the comparison: events per type and payload bytes per key, besides everything of ``ScanFold``.
public struct KeyedFold: WorkloadFold {
  @usableFromInline var scan = ScanFold()
  @usableFromInline var types = KeyTable<UInt32>(capacity: 64)
  @usableFromInline var keys = KeyTable<UInt64>()

  /// A fold of nothing.
  @inlinable public init() {}

  /// What was seen so far.
  @inlinable public var summary: FoldSummary {
    var summary = scan.summary
    summary.types = types.count
    summary.keys = keys.count
    return summary
  }

  /// Has the processor fetch the entry of a key that events will be added for soon.
  @inlinable @inline(__always)
  public func prefetch(key: UnsafeRawBufferPointer) { unsafe keys.prefetch(WorkloadKey(key)) }

  /// Adds one event, in order.
  @inlinable @inline(__always)
  public mutating func add(
    key: UnsafeRawBufferPointer, type: UnsafeRawBufferPointer, payload: UnsafeRawBufferPointer
  ) {
    unsafe scan.add(key: key, type: type, payload: payload)
    unsafe types.withValue(of: WorkloadKey(digestOfName: type)) { count, _ in count += 1 }
    unsafe keys.withValue(of: WorkloadKey(key)) { sum, _ in sum += UInt64(payload.count) }
  }
}

extension WorkloadKey {
  /// The key that stands for a type's name: its first and last eight bytes and its length, distinct for all 30 names.
  @inlinable @inline(__always)
  init(digestOfName name: UnsafeRawBufferPointer) {
    let first = unsafe name.loadUnaligned(as: UInt64.self)
    let last = unsafe name.loadUnaligned(fromByteOffset: name.count - 8, as: UInt64.self)
    self.init(low: first, high: last ^ UInt64(name.count) << 56)
  }
}
