import Synchronization

/// Where new IDs come from. Only the composition root makes one; everything else receives it.
public protocol IDGenerator: Sendable {
  /// A new UUID, never returned before.
  func makeUUID() -> RawUUID
}

extension IDGenerator {
  /// A new ID.
  public func make<Kind>(_ type: TypeID<Kind>.Type = TypeID<Kind>.self) -> TypeID<Kind> { TypeID(makeUUID()) }
}

/// UUIDv7, ascending within this generator (RFC 9562, method 1): the twelve bits behind the milliseconds are a counter
/// that starts below 2,048 at random in each millisecond. When it overflows, or when the clock goes back, the time of
/// the last ID is kept or moved on by a millisecond, so order never breaks. Safe to call from any task.
public final class UUIDv7Generator: IDGenerator {
  private struct State {
    var milliseconds: UInt64 = 0
    var counter: UInt64 = 0
  }

  private let state = Mutex(State())
  private let now: @Sendable () -> Timestamp
  private let random: @Sendable () -> UInt64

  /// A generator with the given clock and source of random words.
  public init(now: @escaping @Sendable () -> Timestamp, random: @escaping @Sendable () -> UInt64) {
    self.now = now
    self.random = random
  }

  /// A generator with the system's random source.
  public convenience init(now: @escaping @Sendable () -> Timestamp) {
    self.init(now: now) { UInt64.random(in: .min ... .max) }
  }

  /// A generator that repeats its IDs for the same seed and clock readings. For tests and simulations only.
  public convenience init(seed: UInt64, now: @escaping @Sendable () -> Timestamp) {
    let words = Mutex(SplitMix64(seed: seed))
    self.init(now: now) { words.withLock { $0.next() } }
  }

  /// A new UUIDv7, greater than all before.
  public func makeUUID() -> RawUUID {
    let milliseconds = UInt64(max(0, now().microseconds / 1000))
    let tail = random()
    return state.withLock { state in
      if milliseconds > state.milliseconds {
        state = State(milliseconds: milliseconds, counter: random() & 0x7ff)
      } else if state.counter < 0xfff {
        state.counter += 1
      } else {
        state = State(milliseconds: state.milliseconds + 1, counter: random() & 0x7ff)
      }
      return RawUUID(version7: state.milliseconds, state.counter, tail)
    }
  }
}

/// A small, fast, seedable source of random words (Steele, Lea, Flood 2014). Not for secrets.
public struct SplitMix64: RandomNumberGenerator, Sendable {
  private var state: UInt64

  /// A source whose words depend only on `seed`.
  public init(seed: UInt64) { state = seed }

  /// The next word.
  public mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }
}
