public import EventSourcing

/// A choice that comes with an item: sizes, fillings, extras.
public struct ModifierGroup: FieldMessage, Hashable {
  /// The stored name in the schema.
  public static let schemaName = "ModifierGroup"

  /// Its number within the item, from 1; never given to another group.
  public var number: UInt32 = 0
  /// What the menu calls it.
  public var name: String = ""
  /// How many portions must be chosen at least.
  public var min: UInt32 = 0
  /// How many portions may be chosen at most.
  public var max: UInt32 = 0
  /// Whether one option may be chosen more than once.
  public var repeats: Bool = false
  /// What there is to choose.
  public var options: [ModifierOption] = []

  /// A value of these parts.
  public init(number: UInt32, name: String, min: UInt32, max: UInt32, repeats: Bool, options: [ModifierOption] = []) {
    self.number = number
    self.name = name
    self.min = min
    self.max = max
    self.repeats = repeats
    self.options = options
  }

  /// An empty value, to be read into.
  public init(_: Blank) {}

  /// Every field by its stored number and name.
  @inlinable public mutating func fields(_ f: inout some FieldCoding) throws(FieldError) {
    try f.field(1, "number", &number)
    try f.field(2, "name", &name)
    try f.field(3, "min", &min)
    try f.field(4, "max", &max)
    try f.field(5, "repeats", &repeats)
    try f.field(6, "options", &options)
  }
}
