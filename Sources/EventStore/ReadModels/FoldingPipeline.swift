import Dispatch
import EventSourcing
import Foundation
import SegmentLog
import Synchronization

/// Folds a range of the log with several threads, each of which carries a piece of it all the way:
///
///     take       decode      check      read facts   first model   second model   ...
///     in order   anyhow      in order   anyhow       in order      in order
///
/// What a thread decoded is in its processor's cache when it reads and folds it, and no thread waits for another as long
/// as what goes in order takes less time than the rest. With one thread it is a loop.
final class FoldingPipeline: Sendable {
  private let source: BlockSource
  private let range: ClosedRange<Position>
  private let makeFolds: @Sendable () -> [any EventFold]
  private let taken = Mutex(0)
  private let checking = Turnstile()
  private let folding: [Turnstile]
  private let failure = Mutex<(piece: Int, error: EventLogError)?>(nil)

  /// A pipeline of a range.
  ///
  /// - Parameters:
  ///   - source: the range's blocks.
  ///   - folds: how many folds each thread has.
  ///   - makeFolds: makes a thread's folds, for the same models in the same order.
  init(
    _ source: BlockSource, of range: ClosedRange<Position>, folds: Int,
    _ makeFolds: @escaping @Sendable () -> [any EventFold]
  ) {
    self.source = source
    self.range = range
    self.makeFolds = makeFolds
    folding = (0..<folds).map { _ in Turnstile() }
  }

  /// Folds the whole range, and returns when that is done. Everything before what could not be folded is folded.
  ///
  /// - Parameter progress: called with the position reached, on any thread, not on two at once.
  func run(progress: @Sendable (Position) -> Void) throws(EventLogError) {
    let threads = min(ProcessInfo.processInfo.activeProcessorCount, EventLogLimits.foldingThreads)
    // If the system gives fewer threads, one does the work of all: none waits for a piece that nobody has taken.
    DispatchQueue.concurrentPerform(iterations: threads) { _ in carryPieces(progress) }
    if let failure = failure.withLock(\.self) { throw failure.error }
    try source.finish()
  }

  private func carryPieces(_ progress: @Sendable (Position) -> Void) {
    let decoder = FramesDecoder()
    let folds = makeFolds()
    while let (number, piece) = take() {
      do throws(EventLogError) {
        guard try carry(piece, number, decoder, folds, progress) else { return }
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
    _ piece: BlockSource.Piece, _ number: Int, _ decoder: FramesDecoder, _ folds: [any EventFold],
    _ progress: @Sendable (Position) -> Void
  ) throws(EventLogError) -> Bool {
    let decoded = source.decode(piece, by: decoder)
    guard checking.enter(number) else { return false }
    let blocks = try source.check(decoded)
    checking.leave()
    let unreadable = Self.read(blocks, range, into: folds)
    for (fold, turnstile) in zip(folds, folding) {
      guard turnstile.enter(number) else { return false }
      fold.apply()
      if turnstile === folding.last, let last = blocks.last?.last { progress(min(last, range.upperBound)) }
      turnstile.leave()
    }
    // Facts may look at the blocks' bytes.
    withExtendedLifetime(blocks) {}
    if let unreadable { throw unreadable }
    return true
  }

  /// Answers what kept an event from being read, after those before it.
  private static func read(
    _ blocks: [EventBlock], _ range: ClosedRange<Position>, into folds: [any EventFold]
  ) -> EventLogError? {
    do throws(EventLogError) {
      for block in blocks { try block.read(range, into: folds) }
      return nil
    } catch {
      return error
    }
  }

  /// Lets the pieces before this one be folded, and no other.
  private func stop(at piece: Int, because error: EventLogError) {
    failure.withLock { if $0.map({ piece < $0.piece }) ?? true { $0 = (piece, error) } }
    checking.close(from: piece)
    for turnstile in folding { turnstile.close(from: piece) }
  }
}

extension EventBlock {
  /// Has every fold read the facts of the events within a range. The block must live until they are folded.
  func read(_ range: ClosedRange<Position>, into folds: [any EventFold]) throws(EventLogError) {
    let (first, last) = (max(first, range.lowerBound), min(last, range.upperBound))
    guard first <= last else { return }
    try forEachRun(from: first, through: last, upTo: EventLogLimits.eventsPerFold) { (run) throws(EventLogError) in
      for fold in folds { try fold.read(run) }
    }
  }
}
