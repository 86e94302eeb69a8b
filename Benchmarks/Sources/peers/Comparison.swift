import Foundation
import SystemPackage

/// Runs rows one after the other, and within a row the contenders in turn: A B A B, never A A B B, so that a change of
/// the machine's mood hits all of them.
struct Comparison {
  let contenders: [any TrialRunner]
  let runs: Int
  let settings: TrialSettings
  let progress: Progress

  func results(of rows: [Row]) -> [RowResult] {
    let trials = rows.map(\.measuredBy).uniqued()
    progress.start(total: trials.reduce(0) { $0 + contenders(of: $1).count * runs })
    var measured: [Row: RowResult] = [:]
    for row in trials { measured[row] = result(of: row) }
    progress.finish()
    return rows.compactMap { row in measured[row.measuredBy].map { $0.viewed(as: row) } }
  }

  private func contenders(of row: Row) -> [any TrialRunner] {
    contenders.filter { $0.trials.contains(row) }
  }

  private func result(of row: Row) -> RowResult {
    var result = RowResult(row: row)
    for run in 1...runs {
      for contender in contenders(of: row) where result.failures[contender.name] == nil {
        progress.step("\(row.rawValue): \(contender.name.title), run \(run) of \(runs)")
        do {
          result.add(try contender.measure(row, with: settings), run: run)
        } catch {
          result.fail(contender.name, "\(error)")
          progress.note("\(row.rawValue): \(contender.name.title): \(error)")
        }
      }
    }
    return result
  }
}

extension Sequence where Element: Hashable {
  /// The elements without repetitions, in the order of their first appearance.
  fileprivate func uniqued() -> [Element] {
    var seen: Set<Element> = []
    return filter { seen.insert($0).inserted }
  }
}
