/// Believable names for the services of a made-up shop.
struct SyntheticNames {
  /// Where in the call graph a service stands.
  enum Layer: Sendable { case edge, middle, data }

  /// Namespaces, the busiest first.
  static let domains = [
    "checkout", "catalog", "search", "identity", "payments", "orders", "pricing", "inventory", "shipping", "content",
    "accounts", "loyalty", "media", "messaging", "reviews", "analytics", "fraud", "returns", "suppliers", "support",
    "tax", "recommendations", "experiments", "platform",
  ]

  private static let nouns = [
    "cart", "offer", "session", "token", "invoice", "parcel", "stock", "price", "coupon", "profile", "address",
    "image", "banner", "rating", "refund", "ledger", "quote", "batch", "event", "audit", "rule", "score", "segment",
    "template", "consent", "currency", "device", "document", "feed", "label", "limit", "locale", "menu", "note",
    "partner", "plan", "policy", "region", "route", "schedule", "slot", "store", "ticket", "voucher", "wallet",
  ]

  private static let roles: [Layer: [String]] = [
    .edge: ["web", "api", "bff", "portal", "mobile"],
    .middle: ["service", "engine", "manager", "planner", "validator", "router", "broker", "builder", "resolver"],
    .data: ["db", "store", "cache", "index", "archive"],
  ]

  /// Names that are taken, as `namespace/name`.
  private var taken: Set<String> = []

  /// A name that no service of the namespace has, such as `cart-engine`; numbered when the words run out.
  mutating func name(in namespace: String, layer: Layer, random: inout RandomSource) -> String {
    let roles = SyntheticNames.roles[layer] ?? ["service"]
    var name = ""
    for _ in 0..<8 {
      let noun = SyntheticNames.nouns[random.index(below: SyntheticNames.nouns.count)]
      name = "\(noun)-\(roles[random.index(below: roles.count)])"
      if taken.insert("\(namespace)/\(name)").inserted { return name }
    }
    var number = 2
    while !taken.insert("\(namespace)/\(name)-\(number)").inserted { number += 1 }
    return "\(name)-\(number)"
  }
}
