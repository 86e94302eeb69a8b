import Workload

/// Makes batches of events that are ready to append.
@safe
final class BatchSource {
  enum Keys {
    /// Every event under its own key.
    case own
    /// Events under a small set of keys in turn, as in an evening when few entities take all the traffic; every writer
    /// has a set of its own, of which it takes turns with the others.
    case hotSet(writers: Int)
  }

  /// Keys in a hot set.
  static let hotSetSize = 1_000

  private let workload: Workload
  private let hotKeys: UnsafeMutableRawBufferPointer?
  private let hotKeyCount: Int
  private var pending: [PendingEvent] = []

  init(_ workload: Workload, keys: Keys) {
    self.workload = workload
    switch keys {
    case .own:
      hotKeyCount = 0
      unsafe hotKeys = nil
    case .hotSet(let writers):
      hotKeyCount = Self.hotSetSize * writers
      unsafe hotKeys = Self.makeHotKeys(hotKeyCount)
    }
  }

  deinit {
    unsafe hotKeys?.deallocate()
  }

  /// The events in `range`; valid until the next call, and as long as this source lives.
  func batch(_ range: Range<Int>) -> [PendingEvent] {
    pending.removeAll(keepingCapacity: true)
    for index in range {
      if let hotKeys = unsafe hotKeys {
        let start = index % hotKeyCount * Self.hotKeyBytes
        let key = unsafe UnsafeRawBufferPointer(rebasing: hotKeys[start..<start + Self.hotKeyBytes])
        unsafe pending.append(
          PendingEvent(event: workload[index], key: key, revision: index / hotKeyCount))
      } else {
        let event = workload[index]
        unsafe pending.append(
          PendingEvent(event: event, key: event.key, revision: workload.revision(at: index)))
      }
    }
    return pending
  }

  private static let hotKeyBytes = 12

  /// `order-000000`, `order-000001`, ...
  private static func makeHotKeys(_ count: Int) -> UnsafeMutableRawBufferPointer {
    let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: count * hotKeyBytes, alignment: 1)
    for number in 0..<count {
      let digits = String(number)
      let key = "order-" + String(repeating: "0", count: 6 - digits.count) + digits
      for (offset, byte) in key.utf8.enumerated() { unsafe buffer[number * hotKeyBytes + offset] = byte }
    }
    return unsafe buffer
  }
}
