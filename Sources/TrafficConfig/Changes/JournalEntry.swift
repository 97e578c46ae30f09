import Documents

/// A change as the journal holds it: enough to tell what happened and to take it back.
public struct JournalEntry: Sendable, Hashable, Identifiable {
  public enum State: String, Sendable, Hashable {
    /// Begun; whether it was finished is not known.
    case pending
    case applied
    case failed
    case undone
  }

  public struct Change: Sendable, Hashable {
    public var reference: ObjectReference
    public var apiVersion: String
    /// Nil if the change created the object.
    public var before: JSONValue?
    /// Nil if the change deleted the object.
    public var after: JSONValue?
    /// The object's resourceVersion after the write; nil until written, and for a deletion.
    public var resourceVersion: String?
    /// The object's uid after the write, or that of the object that was deleted; tells it from a later one of the same
    /// name. Nil while a creation has no answer, and in entries of older versions.
    public var uid: String?

    public init(
      reference: ObjectReference, apiVersion: String, before: JSONValue?, after: JSONValue?,
      resourceVersion: String? = nil, uid: String? = nil
    ) {
      self.reference = reference
      self.apiVersion = apiVersion
      self.before = before
      self.after = after
      self.resourceVersion = resourceVersion
      self.uid = uid
    }

    /// The step of a plan, not written yet.
    public init(_ change: ObjectChange) {
      self.init(
        reference: change.reference, apiVersion: change.apiVersion, before: change.before, after: change.after)
    }
  }

  public let id: String
  /// Seconds since 1970.
  public var time: Double
  /// Who made the change, as the kubeconfig names them.
  public var user: String
  /// The context of the kubeconfig.
  public var context: String
  /// The API server's URL, since contexts of different clusters may have the same name. Nil in entries of older
  /// versions.
  public var server: String?
  public var title: String
  public var sentence: String
  /// In the order of writing.
  public var changes: [Change]
  public var state: State
  /// Why it failed, or what else there is to say.
  public var note: String?
  /// The entry that this one takes back.
  public var undoOf: String?
  /// Why a version lost its requests again, in a sentence, if the change rolled something back.
  public var rollBackReason: String?

  public init(
    id: String, time: Double, user: String, context: String, server: String? = nil, title: String, sentence: String,
    changes: [Change], state: State = .pending, note: String? = nil, undoOf: String? = nil,
    rollBackReason: String? = nil
  ) {
    self.id = id
    self.time = time
    self.user = user
    self.context = context
    self.server = server
    self.title = title
    self.sentence = sentence
    self.changes = changes
    self.state = state
    self.note = note
    self.undoOf = undoOf
    self.rollBackReason = rollBackReason
  }
}
