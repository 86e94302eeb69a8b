import Workload

/// Makes batches of events that are ready to append.
@safe
final class BatchSource {
  enum Keys {
    /// Every event under its own key.
    case own
    /// Events under a small set of keys in turn, as in an evening when few entities take all the traffic.
    case hotSet
  }

  /// Keys in the hot set.
  static let hotSetSize = 1_000

  private let workload: Workload
  private let hotKeys: UnsafeMutableRawBufferPointer?
  private var pending: [PendingEvent] = []

  init(_ workload: Workload, keys: Keys) {
    self.workload = workload
    switch keys {
    case .own: unsafe hotKeys = nil
    case .hotSet: unsafe hotKeys = Self.makeHotKeys()
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
        let start = index % Self.hotSetSize * Self.hotKeyBytes
        let key = unsafe UnsafeRawBufferPointer(rebasing: hotKeys[start..<start + Self.hotKeyBytes])
        unsafe pending.append(
          PendingEvent(event: workload[index], key: key, revision: index / Self.hotSetSize))
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
  private static func makeHotKeys() -> UnsafeMutableRawBufferPointer {
    let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: hotSetSize * hotKeyBytes, alignment: 1)
    for number in 0..<hotSetSize {
      let digits = String(number)
      let key = "order-" + String(repeating: "0", count: 6 - digits.count) + digits
      for (offset, byte) in key.utf8.enumerated() { unsafe buffer[number * hotKeyBytes + offset] = byte }
    }
    return unsafe buffer
  }
}
