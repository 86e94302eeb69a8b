internal import Dispatch
internal import Synchronization
public import SystemPackage

/// Checks a log without opening it for writing, and without changing anything.
///
/// Nothing of the writer's or the reader's code takes part, only the numbers of `SegmentFormat` and the value types:
/// frames are taken apart, messages parsed and the RFC 6962 tree computed in other ways, so that a mistake there shows
/// here. Checked are every checksum, count, position, time, tree head, seal and digest, and that no segment is missing.
///
/// A log may be verified while a writer appends to it. What lies behind the `head` file is checked as well, and
/// `VerificationReport.published` says which part was durable for certain.
///
/// What cannot be seen: a last frame that a crash left damaged, with no proof of its durability behind it, is reported
/// as torn (`Note.Kind.tornTail`), because it cannot be told from one that was acknowledged and damaged later.
public struct LogVerifier: Sendable {
  private let directory: FilePath
  private let fileSystem: any FileSystem
  private let evidence: DurableEvidence

  /// `evidence`: what others know to be durable; a log that ends before it has lost records.
  public init(directory: FilePath, fileSystem: any FileSystem, evidence: DurableEvidence = .none) {
    self.directory = directory
    self.fileSystem = fileSystem
    self.evidence = evidence
  }

  /// Checks the whole log. Uses every core, one segment each, and about 6 MiB of memory for each of them (more if the
  /// log holds larger frames).
  ///
  /// `progress` is called after about every MiB, on any thread, not on two at once.
  ///
  /// Errors: the directory cannot be listed or its `head` not be read. Everything else that is wrong is in the report.
  public func verify(
    progress: @escaping @Sendable (VerificationProgress) -> Void = { _ in }
  ) throws(SegmentError) -> VerificationReport {
    // In this order: the head names a segment only after its file has its name.
    let head = try readHead()
    let names = try list()
    let segments = names.compactMap(SegmentID.init(fileName:)).sorted()
    let results = audit(segments, head: head.valid, progress)
    var chain = ChainAudit(directory: directory, results: results, head: head, evidence: evidence)
    chain.check(names: names)
    return chain.report
  }

  /// Checks all segments, several at once.
  private func audit(
    _ segments: [SegmentID], head: HeadAudit?, _ progress: @escaping @Sendable (VerificationProgress) -> Void
  ) -> [SegmentResult] {
    let meter = ProgressMeter(total: segments.reduce(0) { $0 + fileBytes($1) }, report: progress)
    let results = Mutex([Int: SegmentResult]())
    DispatchQueue.concurrentPerform(iterations: segments.count) { index in
      let result = audit(segments, index, head: head, meter)
      results.withLock { $0[index] = result }
    }
    meter.finish()
    return results.withLock { results in segments.indices.compactMap { results[$0] } }
  }

  private func audit(_ segments: [SegmentID], _ index: Int, head: HeadAudit?, _ meter: ProgressMeter) -> SegmentResult {
    let id = segments[index]
    let path = directory.appending(id.fileName)
    do {
      let audit = try SegmentAudit(
        id, path: path, file: try fileSystem.openForReading(path), isLast: index == segments.count - 1, head: head,
        published: head.flatMap { head in published(head, segments, index) },
        // A head that cannot be read again tells nothing new, and what was seen is judged as it is.
        rereadHead: { [self] in (try? readHead())?.valid })
      var result = audit.run { bytes, records in meter.add(bytes: bytes, records: records) }
      if result.isComplete, result.seal != nil, let fault = FramesAudit.fault(beside: result, fileSystem) {
        result.notes.append(
          VerificationReport.Note(
            kind: .disposable,
            place: SegmentError.Place(file: FilePath(path.string + FramesAudit.suffix), position: id.firstPosition),
            text: "the segment's frame index is not used, because \(fault); it is rebuilt when it is deleted"))
      }
      return result
    } catch {
      var result = SegmentResult(id: id, path: path)
      result.findings.append(
        VerificationReport.Finding(
          code: .io, place: SegmentError.Place(file: path, position: id.firstPosition),
          what: "the file cannot be opened (\(error))", advice: "check its owner and mode, and the device",
          cause: error))
      return result
    }
  }

  /// The size of the tree that the head speaks of, if this is the segment in which it ends.
  private func published(_ head: HeadAudit, _ segments: [SegmentID], _ index: Int) -> UInt64? {
    let isBegun = { (id: SegmentID) in head.position >= id.firstPosition.rawValue - 1 }
    guard isBegun(segments[index]) else { return nil }
    return index + 1 < segments.count && isBegun(segments[index + 1]) ? nil : head.position
  }

  // MARK: reading

  private func list() throws(SegmentError) -> [String] {
    do {
      return try fileSystem.list(directory)
    } catch {
      throw .system(error, "listing the log's directory", directory)
    }
  }

  private func readHead() throws(SegmentError) -> HeadAudit.Reading {
    let path = directory.appending(HeadAudit.fileName)
    do {
      return try HeadAudit.read(path, fileSystem)
    } catch {
      throw .system(error, "reading the head", path)
    }
  }

  /// For the progress only: a file that cannot be read is reported when it is checked.
  private func fileBytes(_ id: SegmentID) -> Int {
    (try? fileSystem.openForReading(directory.appending(id.fileName)).size().rawValue) ?? 0
  }
}

/// Adds up what several threads have done.
private final class ProgressMeter: Sendable {
  private let state: Mutex<VerificationProgress>
  private let reported = Mutex(0)
  private let report: @Sendable (VerificationProgress) -> Void

  /// Bytes between two reports.
  private static let step = 1 << 20

  init(total: Int, report: @escaping @Sendable (VerificationProgress) -> Void) {
    state = Mutex(VerificationProgress(done: .zero, total: ByteCount(total), records: 0))
    self.report = report
  }

  /// Everything was read: the last report, which is never left out.
  func finish() {
    var end = state.withLock { $0 }
    end.done = end.total
    reported.withLock { last in
      last = end.done.rawValue
      report(end)
    }
  }

  func add(bytes: Int, records: UInt64) {
    let now = state.withLock { state in
      state.done += ByteCount(bytes)
      state.records += records
      return state
    }
    // Another thread is reporting: it, or the next report, will do.
    reported.withLockIfAvailable { last in
      guard now.done.rawValue - last >= Self.step else { return }
      last = now.done.rawValue
      report(now)
    }
  }
}
