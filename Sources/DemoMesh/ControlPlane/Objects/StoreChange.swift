/// One change of one object; both sides are set for an update.
struct StoreChange: Sendable {
  let revision: Int
  /// `ResourceType.id`.
  let resource: String
  let key: ObjectKey
  let old: StoredObject?
  let new: StoredObject?
}
