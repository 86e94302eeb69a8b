@testable import SegmentLog
import Testing

@Suite struct RecoveryDecisionTests {
  /// Every combination of facts, with the decision worded independently of the code.
  @Test func `the truth table has an answer for every combination of facts`() {
    var seen: [RecoveryDecision: Int] = [:]
    for facts in allFacts {
      let expected: RecoveryDecision =
        if facts.tail == .unknownEntry {
          .refuse(.unsupported)
        } else if facts.tail == .contradiction {
          .refuse(.contradiction)
        } else if facts.evidenceBeyond {
          .refuse(.provenDurable)
        } else {
          switch (facts.isSealed, facts.tail == .clean, facts.newerSegment, facts.laterWrite) {
          case (true, true, true, false): .keep
          case (true, true, false, false): .beginNext
          case (true, _, _, _): .refuse(.damagedBehindSeal)
          case (false, true, true, false): .refuse(.missingSeal)
          case (false, _, true, _), (false, _, _, true): .refuse(.provenDurable)
          case (false, false, false, false): .cutTorn
          case (false, true, false, false): facts.isCleanlyClosed ? .keep : .copy
          }
        }
      #expect(facts.decision == expected, "\(facts)")
      seen[facts.decision, default: 0] += 1
    }
    #expect(allFacts.count == 160)
    #expect(seen.count == 9, "every decision is reached: \(seen)")
  }

  @Test func `no proof of durability ever ends in a cut, and no cut loses what was acknowledged`() {
    for facts in allFacts where facts.decision == .cutTorn {
      #expect(!facts.laterWrite && !facts.newerSegment && !facts.evidenceBeyond && !facts.isSealed)
    }
  }

  private var allFacts: [RecoveryFacts] {
    RecoveryFacts.Tail.allCases.flatMap { tail in
      (0..<32).map { bits in
        RecoveryFacts(
          tail: tail, isSealed: bits & 1 != 0, isCleanlyClosed: bits & 2 != 0, laterWrite: bits & 4 != 0,
          newerSegment: bits & 8 != 0, evidenceBeyond: bits & 16 != 0)
      }
    }
  }
}
