/// Torn or corrupt: the same bytes mean one or the other, depending on whether something proves that they were durable.
extension SegmentAudit {
  /// Looks at a damaged place again without progress at most this often. A writer that is at work changes the head
  /// between two looks at the same offset once or twice.
  private static let maximumRetries = 16

  /// Whether to read a damaged place again, because a writer was at work while it was read. The writer begins a frame
  /// only after the head shows the one before, so that with the same head before and after, nothing was overtaken.
  func retryIsDue(_ retries: inout Int, since start: Int) -> Bool {
    guard isLast, retries < Self.maximumRetries, let now = rereadHead(), now != head else { return false }
    do {
      try walk.refresh()
    } catch {
      return false  // reading on would fail as well; what was seen is judged as it is
    }
    if offset > start { retries = 0 }
    retries += 1
    head = now
    result.fileBytes = walk.fileBytes
    return true
  }

  /// What shows that damaged bytes were on stable storage once.
  enum Proof {
    case none
    /// What it is, in words.
    case found(String)
    /// What follows the damage cannot be read.
    case unreadable(AuditFault)
  }

  /// Records damage as what it is: a finding if it was durable, a note if it was never finished.
  func concludeDamage(_ reason: String, _ at: Int, _ proof: Proof) {
    result.isComplete = false
    switch proof {
    case .none:
      result.isTorn = true
      note(.tornTail, at, tornText(reason))
    case .found(let proof):
      add(.corrupt, "\(reason); it was durable, as \(proof) shows", at, Self.restore)
    case .unreadable(let fault):
      add(.corrupt, reason, at, Self.restore)
      add(.io, "what follows cannot be read (\(fault))", at, "check the device and its cables")
    }
  }

  private func tornText(_ reason: String) -> String {
    "a write that was not finished (\(reason)): nothing in it was acknowledged, and the next start cuts it off"
  }

  func note(_ kind: VerificationReport.Note.Kind, _ at: Int, _ text: String) {
    result.notes.append(VerificationReport.Note(kind: kind, place: place(at), text: text))
  }

  /// Whether anything shows that bytes at this offset were on stable storage once.
  func proofOfDurability(_ at: Int) -> Proof {
    do { return try findProof(at).map(Proof.found) ?? .none } catch { return .unreadable(error) }
  }

  private func findProof(_ at: Int) throws(AuditFault) -> String? {
    guard isLast else { return "a newer segment" }
    guard result.frames > 0 else { return "the file's name" }
    if let head {
      if head.segment > result.id { return "the head file (segment \(head.segment))" }
      if head.segment == result.id, head.offset > UInt64(at) { return "the head file (offset \(head.offset))" }
      if head.position > result.lastPosition.rawValue { return "the head file (position \(head.position))" }
    }
    if result.seal != nil, let alignment { return try traceBehindSeal(at, alignment) }
    return try laterWrite(behind: at).map { "a later write at offset \($0)" }
  }

  /// Nothing is ever written behind a seal. Its own write may have been torn: in its padding, or in the sector with the
  /// header of the rest.
  private func traceBehindSeal(_ at: Int, _ alignment: Int) throws(AuditFault) -> String? {
    let end = (at % alignment == 0 ? at : paddingEnd(at, alignment)) + alignment
    guard end < walk.fileBytes else { return nil }
    return try firstNonZero(from: end, to: walk.fileBytes).map { "the seal, with a byte at offset \($0) behind it" }
  }

  /// The first trace of a write that was begun after the one at this offset had ended.
  private func laterWrite(behind at: Int) throws(AuditFault) -> Int? {
    guard let alignment else { return nil }
    if let end = try ownEnd(of: at, alignment),
      let trace = try firstNonZero(from: min(end, walk.fileBytes), to: walk.fileBytes)
    {
      return trace
    }
    var candidate = (at / alignment + 1) * alignment
    while candidate < walk.fileBytes {
      if try isLaterFrame(candidate) { return candidate }
      candidate += alignment
    }
    return nil
  }

  /// Behind the last sector that the write at this offset can have touched: the one with the header of the rest, which
  /// a device that tears sectors may have left with anything in it.
  private func ownEnd(of at: Int, _ alignment: Int) throws(AuditFault) -> Int? {
    if at % alignment != 0 { return paddingEnd(at, alignment) + alignment }
    do {
      guard let extent = try walk.extent(ofFrameAt: at) else { return nil }
      let boundary = extent % alignment == 0 ? extent : paddingEnd(extent, alignment)
      return boundary + alignment
    } catch {
      throw error.fault(at: at)
    }
  }

  /// Whether an intact frame starts here that begins with a later commit of this log, or with a seal.
  private func isLaterFrame(_ at: Int) throws(AuditFault) -> Bool {
    do {
      guard try walk.hasFrameMagic(at: at), case .frame = try walk.piece(at: at) else { return false }
    } catch .damaged {
      return false
    } catch {
      throw error.fault(at: at)
    }
    return isLaterEntry()
  }

  /// Whether the frame in the walk begins with a commit or a seal that belongs behind the last record.
  private func isLaterEntry() -> Bool {
    let content = walk.content
    let bytes = content.span
    var at = 0
    guard let (kind, body) = Self.entry(bytes, &at, walk.contentCount) else { return false }
    switch kind {
    case SegmentFormat.commitField:
      guard let commit = WireMessage.commit(bytes, body) else { return false }
      return commit.mark == result.start?.logID.commitMark && commit.firstPosition > result.lastPosition
    case SegmentFormat.sealField:
      guard let seal = WireMessage.seal(bytes, body) else { return false }
      return seal.lastPosition >= result.lastPosition
    default: return false
    }
  }
}
