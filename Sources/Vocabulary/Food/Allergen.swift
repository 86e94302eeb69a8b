public import EventSourcing

/// A substance that EU Regulation 1169/2011 obliges to declare, numbered as in its Annex II; or that nobody has said.
public enum Allergen: UInt32, FieldEnum {
  /// Not said: the blank value, never stored.
  case unspecified = 0
  /// Cereals that contain gluten: wheat, rye, barley, oats and their strains.
  case gluten = 1
  /// Crustaceans.
  case crustaceans = 2
  /// Eggs.
  case eggs = 3
  /// Fish.
  case fish = 4
  /// Peanuts.
  case peanuts = 5
  /// Soybeans.
  case soybeans = 6
  /// Milk, including lactose.
  case milk = 7
  /// Tree nuts: almonds, hazelnuts, walnuts, cashews, pecans, Brazil nuts, pistachios, macadamias.
  case nuts = 8
  /// Celery.
  case celery = 9
  /// Mustard.
  case mustard = 10
  /// Sesame seeds.
  case sesame = 11
  /// Sulphur dioxide and sulphites above 10 mg/kg or 10 mg/l.
  case sulphites = 12
  /// Lupin.
  case lupin = 13
  /// Molluscs.
  case molluscs = 14
  /// What it contains was not declared, as of an item that is known from an old till only: any of them may be in it.
  case notDeclared = 15

  /// The stored name in the schema.
  public static let schemaName = "Allergen"

  /// The value's stored name.
  public var name: StaticString {
    switch self {
    case .unspecified: "unspecified"
    case .gluten: "gluten"
    case .crustaceans: "crustaceans"
    case .eggs: "eggs"
    case .fish: "fish"
    case .peanuts: "peanuts"
    case .soybeans: "soybeans"
    case .milk: "milk"
    case .nuts: "nuts"
    case .celery: "celery"
    case .mustard: "mustard"
    case .sesame: "sesame"
    case .sulphites: "sulphites"
    case .lupin: "lupin"
    case .molluscs: "molluscs"
    case .notDeclared: "not_declared"
    }
  }
}
