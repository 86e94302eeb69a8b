import Crypto
import EventSourcing

/// A caller's name for one request, so that sending it twice does it once.
public struct IdempotentRequest: Sendable {
  /// The caller's key; scoped to the actor.
  public var key: String
  /// The canonical bytes of the request, without what the server stamps (time, ids, prices).
  public var request: [UInt8]

  /// A key for a request.
  public init(key: String, request: [UInt8]) {
    self.key = key
    self.request = request
  }
}

/// Turns idempotency keys and requests into what may be stored of them: HMAC-SHA-256 under a key that is not in the
/// log, because a plain hash of personal data outlives its erasure.
public struct IdempotencyKeys: Sendable {
  /// Bytes of the secret.
  public static let secretBytes = 32
  /// Bytes kept of each code: 128 bits make a collision among 2^40 keys less likely than 2^-48.
  static let codeBytes = 16

  private let secret: SymmetricKey

  /// Keys under a secret of ``secretBytes`` random bytes.
  public init(secret: [UInt8]) {
    precondition(secret.count == Self.secretBytes, "the secret has \(Self.secretBytes) bytes")
    self.secret = SymmetricKey(data: secret)
  }

  /// The tag that marks the first record of an accepted request.
  func once(_ request: IdempotentRequest, of actor: Actor?) -> Tag {
    var scope: [UInt8] = [0]
    if let actor {
      scope.append(UInt8(truncatingIfNeeded: actor.kind.rawValue))
      scope.append(contentsOf: actor.id.array)
    }
    return Tag(.once, bytes: code(domain: 1, [scope, Array(request.key.utf8)]))
  }

  /// What is stored of the request itself.
  func digest(_ request: [UInt8]) -> [UInt8] { code(domain: 2, [request]) }

  /// What stands for a text that may name a person: always the same for one text, and without the secret of no use to
  /// find the text again. 16 bytes.
  public func pseudonym(of text: String) -> [UInt8] { code(domain: 3, [Array(text.utf8)]) }

  /// Parts are separated by their lengths, so that no two lists of parts look alike.
  private func code(domain: UInt8, _ parts: [[UInt8]]) -> [UInt8] {
    var hmac = HMAC<SHA256>(key: secret)
    hmac.update(data: [domain])
    for part in parts {
      hmac.update(data: (0..<8).map { UInt8(truncatingIfNeeded: UInt64(part.count) >> ($0 * 8)) })
      hmac.update(data: part)
    }
    return Array(hmac.finalize().prefix(Self.codeBytes))
  }
}
