import Dispatch
import EventSourcing
import Foundation
import SegmentLog
import Synchronization

/// Folds a range of the log with several threads, each of which carries a piece of it all the way:
///
///     take       decode      check      look through   one model, another, ...
///     in order   anyhow      in order   anyhow         each model in order
///
/// What a thread decoded is in its processor's cache when it folds it. Threads wait for each other only where one model
/// takes longer than everything else. With one thread it is a loop.
final class FoldingPipeline: Sendable {
  private let source: BlockSource
  private let range: ClosedRange<Position>
  private let folds: [any EventFold]
  private let taken = Mutex(0)
  private let checking = Turnstile()
  private let folding: [Turnstile]
  private let failure = Mutex<(piece: Int, error: EventLogError)?>(nil)

  /// A pipeline of a range.
  ///
  /// - Parameters:
  ///   - source: the range's blocks.
  ///   - folds: what the range is folded into.
  init(_ source: BlockSource, of range: ClosedRange<Position>, into folds: [any EventFold]) {
    self.source = source
    self.range = range
    self.folds = folds
    folding = folds.map { _ in Turnstile() }
  }

  /// Folds the whole range, and returns when that is done. What lies before an event that cannot be folded is folded.
  ///
  /// - Parameters:
  ///   - threads: how many fold at most.
  ///   - progress: called with the position that is about to be folded, on any thread, not on two at once.
  func run(
    threads: Int = min(ProcessInfo.processInfo.activeProcessorCount, EventLogLimits.foldingThreads),
    progress: @Sendable (Position) -> Void = { _ in }
  ) throws(EventLogError) {
    // If the system gives fewer threads, one does the work of all: none waits for a piece that nobody has taken.
    DispatchQueue.concurrentPerform(iterations: threads) { _ in carryPieces(progress) }
    if let failure = failure.withLock(\.self) { throw failure.error }
    try source.finish()
  }

  private func carryPieces(_ progress: @Sendable (Position) -> Void) {
    let decoder = FramesDecoder()
    while let (number, piece) = take() {
      do throws(EventLogError) {
        guard try carry(piece, number, decoder, progress) else { return }
      } catch {
        return stop(at: number, because: error)
      }
    }
  }

  private func take() -> (number: Int, piece: BlockSource.Piece)? {
    taken.withLock { taken in
      do throws(EventLogError) {
        guard let piece = try source.take() else { return nil }
        defer { taken += 1 }
        return (taken, piece)
      } catch {
        stop(at: taken, because: error)
        return nil
      }
    }
  }

  /// Carries a piece from decoding to the last model; false if that was in vain.
  private func carry(
    _ piece: BlockSource.Piece, _ number: Int, _ decoder: FramesDecoder, _ progress: @Sendable (Position) -> Void
  ) throws(EventLogError) -> Bool {
    let decoded = source.decode(piece, by: decoder)
    guard checking.enter(number) else { return false }
    let blocks = try source.check(decoded)
    if let last = blocks.last?.last { progress(min(last, range.upperBound)) }
    checking.leave()
    let runs = RecordRuns(of: blocks, in: range)
    return try fold(runs, number)
  }

  /// Has every model fold the runs of a piece, first those that wait for nobody; false if that was in vain.
  ///
  /// A model that cannot is passed by nobody any more. The others fold this piece before the pipeline stops.
  private func fold(_ runs: RecordRuns, _ number: Int) throws(EventLogError) -> Bool {
    var failure = runs.failure
    var left = Array(folds.indices)
    while !left.isEmpty {
      let model = left.remove(at: left.firstIndex { folding[$0].isOpen(for: number) } ?? 0)
      guard folding[model].enter(number) else { return false }
      do throws(EventLogError) {
        try runs.forEach { (run) throws(EventLogError) in try folds[model].fold(run) }
      } catch {
        failure = failure ?? error
        continue
      }
      if runs.failure == nil { folding[model].leave() }
    }
    if let failure { throw failure }
    return true
  }

  /// Lets the pieces before this one be folded, and no other.
  private func stop(at piece: Int, because error: EventLogError) {
    failure.withLock { if $0.map({ piece < $0.piece }) ?? true { $0 = (piece, error) } }
    checking.close(from: piece)
    for turnstile in folding { turnstile.close(from: piece) }
  }
}
