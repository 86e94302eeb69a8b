/// The closed enum of what one model or projection reads: a case per event type, each with a narrow reader or the
/// event itself.
///
///     enum KitchenFact: Facts {
///       case placed(OrderPlaced), ready(OrderReady)
///       static let types: Set<EventType> = [OrderPlaced.type, OrderReady.type]
///       static func read(_ type: EventType, _ r: inout WireReader) throws(FieldError) -> KitchenFact? {
///         switch type {
///         case OrderPlaced.type: .placed(try OrderPlaced.read(from: &r))
///         case OrderReady.type: .ready(try OrderReady.read(from: &r))
///         default: nil
///         }
///       }
///     }
///
/// A fold then switches over the enum, exhaustively, which is several times faster than casts from `any Event`.
public protocol Facts: Sendable {
  /// The types that `read` knows. A query asks for exactly these.
  static var types: Set<EventType> { get }
  /// Reads the fact that an event of `type` states; nil for a type that is not one of `types`.
  static func read(_ type: EventType, _ r: inout WireReader) throws(FieldError) -> Self?
}
