/// What was observed of a log's last segment.
struct RecoveryFacts: Hashable, Sendable {
  /// What follows the last valid frame.
  enum Tail: Hashable, Sendable, CaseIterable {
    /// Nothing: zeros, under a skippable frame or not.
    case clean
    /// Non-zero bytes where the next frame would be, but no frame's first sector.
    case stray
    /// A frame that is damaged.
    case damaged
    /// A frame whose checksums are right and whose content contradicts the log.
    case contradiction
    /// A frame with an entry of a kind that this version does not know.
    case unknownEntry
  }

  var tail: Tail
  /// The last valid frame is a seal.
  var isSealed: Bool
  /// The last valid frame is a closing commit that the head knows to be durable, and file length and padding are as they
  /// should be.
  var isCleanlyClosed: Bool
  /// There is a trace of something that was written after the tail's frame.
  var laterWrite: Bool
  /// A later segment exists.
  var newerSegment: Bool
  /// A head, snapshot or checkpoint lies beyond the last valid frame.
  var evidenceBeyond: Bool
}

/// What to do with a log's last segment.
enum RecoveryDecision: Hashable, Sendable {
  /// Go on with the file as it is.
  case keep
  /// Copy the valid frames to a new file.
  case copy
  /// Keep the tail's bytes aside, then copy the valid frames to a new file.
  case cutTorn
  /// Begin the next segment.
  case beginNext
  /// Change nothing.
  case refuse(Refusal)

  enum Refusal: Hashable, Sendable {
    /// Use a newer version.
    case unsupported
    case contradiction
    /// Acknowledged records are gone or damaged.
    case provenDurable
    /// Bytes behind a seal.
    case damagedBehindSeal
    /// A closed segment without a seal.
    case missingSeal
  }
}

extension RecoveryFacts {
  /// The decision, and the whole of it. The first row that applies:
  ///
  /// | tail                  | sealed | evidence | newer | later write | clean close | decision                    |
  /// |-----------------------|--------|----------|-------|-------------|-------------|-----------------------------|
  /// | unknownEntry          |        |          |       |             |             | refuse: unsupported         |
  /// | contradiction         |        |          |       |             |             | refuse: contradiction       |
  /// | any                   |        | yes      |       |             |             | refuse: provenDurable       |
  /// | clean                 | yes    | no       | yes   | no          |             | keep                        |
  /// | clean                 | yes    | no       | no    | no          |             | beginNext                   |
  /// | any other             | yes    | no       |       |             |             | refuse: damagedBehindSeal   |
  /// | clean                 | no     | no       | yes   | no          |             | refuse: missingSeal         |
  /// | any                   | no     | no       | yes   |             |             | refuse: provenDurable       |
  /// | any                   | no     | no       | no    | yes         |             | refuse: provenDurable       |
  /// | stray, damaged        | no     | no       | no    | no          |             | cutTorn                     |
  /// | clean                 | no     | no       | no    | no          | yes         | keep                        |
  /// | clean                 | no     | no       | no    | no          | no          | copy                        |
  ///
  /// Only the last frame can be torn, because a frame is written only after the one before is durable. So damage is
  /// torn exactly if nothing proves that the frame was durable; a proof turns the same damage into corruption.
  var decision: RecoveryDecision {
    switch tail {
    case .unknownEntry: return .refuse(.unsupported)
    case .contradiction: return .refuse(.contradiction)
    case .clean, .stray, .damaged: break
    }
    if evidenceBeyond { return .refuse(.provenDurable) }
    if isSealed {
      guard tail == .clean, !laterWrite else { return .refuse(.damagedBehindSeal) }
      return newerSegment ? .keep : .beginNext
    }
    if newerSegment { return .refuse(tail == .clean && !laterWrite ? .missingSeal : .provenDurable) }
    if laterWrite { return .refuse(.provenDurable) }
    if tail != .clean { return .cutTorn }
    return isCleanlyClosed ? .keep : .copy
  }
}
