/// The numbers that tell a menu's sections, an item's choices and a choice's options apart.
public enum MenuNumber {
  /// A number that is none of these: behind the greatest, or the lowest that is free where that is the last there is.
  public static func next(after taken: some Collection<UInt32>) -> UInt32 {
    guard let greatest = taken.max() else { return 1 }
    guard greatest == .max else { return greatest + 1 }
    let taken = Set(taken)
    return (1...UInt32.max).first { !taken.contains($0) } ?? .max
  }
}
