import Crypto
public import EventSourcing

/// The SHA-256 of a read model's canonical rows: equal states have equal digests, however they came about.
public struct StateDigest: Hashable, Sendable, CustomStringConvertible {
  /// The 32 bytes.
  public let bytes: [UInt8]

  init(bytes: [UInt8]) { self.bytes = bytes }

  /// Lower-case hexadecimal.
  public var description: String {
    bytes.map { byte in
      let digits = String(byte, radix: 16)
      return digits.count == 1 ? "0" + digits : digits
    }.joined()
  }

  /// The digest of a model's present state, and the position that it belongs to.
  public static func of(_ model: any FoldingReadModel) throws(FieldError) -> (Position, StateDigest) {
    try collect(model) { (_) throws(FieldError) in
    } chunk: { _ in
    }
  }

  /// Hands on the position of a model's state, then the chunks of its rows while computing their digest.
  static func collect(
    _ model: any FoldingReadModel, begin: (Position) throws(FieldError) -> Void, chunk: @escaping ([UInt8]) -> Void
  ) throws(FieldError) -> (Position, StateDigest) {
    var hash = SHA256()
    var rows = SnapshotWriter { bytes in
      let bytes = Array(bytes)
      hash.update(data: bytes)
      chunk(bytes)
    }
    let position = try model.save(&rows, begin: begin)
    rows.finish()
    return (position, StateDigest(bytes: Array(hash.finalize())))
  }
}
