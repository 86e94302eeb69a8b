import Foundation

/// The natural logarithm of the gamma function at a positive number.
func logGamma(_ x: Double) -> Double {
  var sign: Int32 = 0
  // The reentrant form: the plain one writes the sign to a global.
  return unsafe lgamma_r(x, &sign)
}

/// The Gaussian hypergeometric function 2F1(a, b; c; z) for 0 <= z < 1 and c that is no integer below 1, by its series
/// (Abramowitz and Stegun, 15.1.1).
///
/// - Returns: nil if the series has not settled after a million terms, which happens for z close to 1 only.
func hypergeometric(_ a: Double, _ b: Double, _ c: Double, _ z: Double) -> Double? {
  var (term, sum) = (1.0, 1.0)
  for index in 0..<1_000_000 {
    let n = Double(index)
    term *= (a + n) * (b + n) / ((c + n) * (n + 1)) * z
    sum += term
    if !sum.isFinite { return nil }
    if term.magnitude <= 1e-15 * sum.magnitude { return sum }
  }
  return nil
}
