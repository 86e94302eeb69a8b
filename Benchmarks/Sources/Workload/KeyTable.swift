public import CProcessor

/// A key of the workload: at most 15 bytes, held inline.
@frozen
public struct WorkloadKey: Equatable, Sendable {
  /// Bytes that fit; the sixteenth keeps the length, so that no two keys have one representation.
  public static let maximumBytes = 15

  @usableFromInline var low: UInt64
  @usableFromInline var high: UInt64

  /// The key with the given bytes, of which there are at most ``maximumBytes``.
  @inlinable @inline(__always)
  public init(_ bytes: UnsafeRawBufferPointer) {
    precondition(bytes.count <= Self.maximumBytes)
    low = 0
    high = UInt64(bytes.count) << 56
    if bytes.count >= 8 {
      unsafe low = bytes.loadUnaligned(as: UInt64.self)
      // The last eight bytes overlap the first; the shift drops what is already there.
      let tail = unsafe bytes.loadUnaligned(fromByteOffset: bytes.count - 8, as: UInt64.self)
      high |= bytes.count == 8 ? 0 : tail >> UInt64(8 * (16 - bytes.count))
    } else {
      for index in bytes.indices { unsafe low |= UInt64(bytes[index]) << UInt64(8 * index) }
    }
  }

  /// A well-mixed 64-bit hash: one 128-bit product, folded.
  @inlinable var hash: UInt64 {
    let product = (low ^ 0x9E37_79B9_7F4A_7C15).multipliedFullWidth(by: high ^ 0xC2B2_AE3D_27D4_EB4F)
    return product.high ^ product.low
  }
}

/// An open-addressing table from workload keys to small values, which doubles at half load.
public struct KeyTable<Value: FixedWidthInteger & Sendable>: Sendable {
  @usableFromInline
  struct Slot: Sendable {
    @usableFromInline var key: WorkloadKey
    @usableFromInline var value: Value
    /// The order of first appearance plus one; zero marks an empty slot.
    @usableFromInline var number: UInt32

    @inlinable init(key: WorkloadKey, value: Value, number: UInt32) {
      self.key = key
      self.value = value
      self.number = number
    }
  }

  @inlinable static var emptySlot: Slot { Slot(key: WorkloadKey(low: 0, high: 0), value: 0, number: 0) }

  @usableFromInline var slots: [Slot]
  @usableFromInline var mask: Int

  /// The number of distinct keys seen.
  @inlinable public var count: Int { storedCount }
  @usableFromInline var storedCount = 0

  /// An empty table with room for `capacity` keys.
  @inlinable
  public init(capacity: Int = 1 << 17) {
    let size = max(16, (capacity * 2).nextPowerOfTwo)
    slots = Array(repeating: Self.emptySlot, count: size)
    mask = size - 1
  }

  /// Calls `body` with the key's value, zero at first, and the order of its first appearance.
  @inlinable @inline(__always)
  public mutating func withValue<Result>(of key: WorkloadKey, _ body: (inout Value, Int) -> Result) -> Result {
    var index = slot(of: key)
    if slots[index].number == 0 {
      if storedCount * 2 >= slots.count {
        grow()
        index = slot(of: key)
      }
      storedCount += 1
      slots[index].key = key
      slots[index].number = UInt32(storedCount)
    }
    return body(&slots[index].value, Int(slots[index].number) - 1)
  }

  /// Has the processor fetch a key's slot.
  @inlinable @inline(__always)
  public func prefetch(_ key: WorkloadKey) {
    let index = firstSlot(of: key)
    unsafe slots.span.withUnsafeBufferPointer { slots in
      if let start = slots.baseAddress { unsafe processor_prefetch(start + index) }
    }
  }

  /// Where the search for a key begins.
  @inlinable @inline(__always)
  func firstSlot(of key: WorkloadKey) -> Int {
    let hash = key.hash
    return Int(truncatingIfNeeded: hash ^ hash >> 32) & mask
  }

  @inlinable @inline(__always)
  func slot(of key: WorkloadKey) -> Int {
    var index = firstSlot(of: key)
    while slots[index].number != 0, slots[index].key != key { index = (index + 1) & mask }
    return index
  }

  @inlinable
  mutating func grow() {
    let old = slots
    slots = Array(repeating: Self.emptySlot, count: old.count * 2)
    mask = slots.count - 1
    for entry in old where entry.number != 0 { slots[slot(of: entry.key)] = entry }
  }
}

extension WorkloadKey {
  @inlinable
  init(low: UInt64, high: UInt64) {
    self.low = low
    self.high = high
  }
}

extension Int {
  @inlinable var nextPowerOfTwo: Int { self <= 1 ? 1 : 1 << (Int.bitWidth - (self - 1).leadingZeroBitCount) }
}
