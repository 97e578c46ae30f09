/// The shape of a value of the API: what the server prunes, checks, merges and publishes by.
indirect enum ObjectSchema: Sendable {
  /// Kept as it is.
  case any
  case string
  case boolean
  case number
  /// With its least value, if it has one.
  case integer(minimum: Int?)
  case intOrString
  /// A duration as Istio's schemas check it; `allowsZero` for the few that take `0s`.
  case duration(allowsZero: Bool)
  case enumeration([String])
  case map(ObjectSchema)
  case list(ObjectSchema, ListMerge)
  /// A type of the library by its name.
  case reference(String)
}
