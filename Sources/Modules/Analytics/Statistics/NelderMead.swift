import Foundation

/// Finds a minimum of a function without derivatives: the simplex method of Nelder and Mead, "A Simplex Method for
/// Function Minimization" (Computer Journal 7, 1965), with their coefficients 1, 2, 1/2 and 1/2.
struct NelderMead {
  /// Where the search ended.
  struct Result {
    /// The point with the lowest value.
    let point: [Double]
    /// The value there.
    let value: Double
    /// Whether the simplex has shrunk onto the point; otherwise the number of steps ran out.
    let hasConverged: Bool
  }

  /// Steps at most. The fits here take some 150; a likelihood without a maximum would go on for ever.
  static let steps = 4_000
  /// The spread of values and coordinates at which the simplex has shrunk onto a point.
  static let tolerance = 1e-10

  /// How far from 1 a parameter may lie: between 1/8,000 and 8,000. A likelihood that still grows there has no maximum,
  /// and its gamma functions begin to lose their digits.
  private static let reach = 9.0

  private var simplex: [(point: [Double], value: Double)]
  private let function: ([Double]) -> Double

  /// Searches from `start`, with first steps of `size` along each axis. Values that are no number count as infinite.
  static func minimum(from start: [Double], size: Double, of function: @escaping ([Double]) -> Double) -> Result {
    var search = NelderMead(start, size) { point in
      let value = function(point)
      return value.isNaN ? .infinity : value
    }
    var left = steps
    while left > 0, !search.hasShrunk {
      search.step()
      left -= 1
    }
    return Result(point: search.simplex[0].point, value: search.simplex[0].value, hasConverged: search.hasShrunk)
  }

  /// Parameters, all positive, that make a likelihood greatest; nil if they run away.
  ///
  /// The search goes over their logarithms, so that every one stays positive.
  static func maximum(
    from start: [Double], ofLogLikelihood logLikelihood: @escaping ([Double]) -> Double
  ) -> Result? {
    let found = minimum(from: start.map { log($0) }, size: 0.5) { point in
      guard point.allSatisfy({ $0.magnitude <= reach }) else { return .infinity }
      return -logLikelihood(point.map { exp($0) })
    }
    // A simplex that lies at the border was stopped by it.
    let isInside = found.point.allSatisfy { $0.magnitude < reach - 0.1 }
    guard found.hasConverged, found.value.isFinite, isInside else { return nil }
    return Result(point: found.point.map { exp($0) }, value: -found.value, hasConverged: true)
  }

  private init(_ start: [Double], _ size: Double, _ function: @escaping ([Double]) -> Double) {
    self.function = function
    simplex = [(start, function(start))]
    for axis in start.indices {
      var point = start
      point[axis] += size
      simplex.append((point, function(point)))
    }
    sort()
  }

  private var hasShrunk: Bool {
    let (best, worst) = (simplex[0], simplex[simplex.count - 1])
    guard worst.value - best.value <= Self.tolerance * max(1, best.value.magnitude) else { return false }
    return best.point.indices.allSatisfy { axis in
      simplex.allSatisfy { ($0.point[axis] - best.point[axis]).magnitude <= 1e-7 }
    }
  }

  private mutating func step() {
    let last = simplex.count - 1
    let reflected = toward(-1)
    if reflected.value < simplex[0].value {
      let expanded = toward(-2)
      simplex[last] = expanded.value < reflected.value ? expanded : reflected
    } else if reflected.value < simplex[last - 1].value {
      simplex[last] = reflected
    } else {
      let isBetter = reflected.value < simplex[last].value
      let contracted = toward(isBetter ? -0.5 : 0.5)
      if contracted.value < min(reflected.value, simplex[last].value) { simplex[last] = contracted } else { shrink() }
    }
    sort()
  }

  /// The point on the line from the centre of all others through the worst one; 1 is the worst itself.
  private func toward(_ factor: Double) -> (point: [Double], value: Double) {
    let last = simplex.count - 1
    let point = simplex[0].point.indices.map { axis in
      let centre = simplex[..<last].reduce(0) { $0 + $1.point[axis] } / Double(last)
      return centre + factor * (simplex[last].point[axis] - centre)
    }
    return (point, function(point))
  }

  private mutating func shrink() {
    let best = simplex[0].point
    for index in simplex.indices.dropFirst() {
      let point = best.indices.map { best[$0] + 0.5 * (simplex[index].point[$0] - best[$0]) }
      simplex[index] = (point, function(point))
    }
  }

  private mutating func sort() { simplex.sort { $0.value < $1.value } }
}
