import Foundation
import SystemPackage
import Testing

@testable import EventStore
@testable import Restaurant

/// The secret behind idempotency keys.
@Suite struct SecretTests {
  /// Whoever begins has drawn no key before the log's lock tells who is the writer.
  @Test func allWhoBeginAtOnceHaveTheKeyThatIsStored() async throws {
    for _ in 0..<20 {
      try await withTemporaryDirectory { path in
        let data = DataDirectory(path)
        try data.create()
        let digests = try await withThrowingTaskGroup(of: [UInt8].self) { group in
          for _ in 0..<8 { group.addTask { try data.idempotencyKeys().digest([1, 2, 3]) } }
          return try await group.reduce(into: []) { $0.append($1) }
        }
        let stored = try data.idempotencyKeys().digest([1, 2, 3])
        #expect(digests.allSatisfy { $0 == stored })
        let left = try FileManager.default.contentsOfDirectory(atPath: path.appending("secrets").string)
        #expect(left == ["idempotency.key"])
      }
    }
  }

  /// A key that may not be looked at is there all the same: nobody is told to make another.
  @Test func aKeyThatCannotBeLookedAtIsNotCalledMissing() async throws {
    try await withTemporaryDirectory { path in
      let data = DataDirectory(path)
      try data.create()
      try Data("no directory".utf8).write(to: URL(filePath: path.appending("secrets").string))
      do throws(RestaurantError) {
        _ = try data.idempotencyKeys()
        Issue.record("keys without a place")
      } catch {
        guard case .unreadable(let place, .notDirectory) = error else { throw error }
        #expect(place.hasSuffix("idempotency.key"))
      }
    }
  }
}
