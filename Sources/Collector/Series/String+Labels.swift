import MeshModel

extension String {
  /// Whether a label says something: not empty and not `unknown`.
  var isKnown: Bool { !isEmpty && self != MeshDefaults.unknown }

  /// Whether a version label says something: `latest` is what stands for none.
  var isKnownVersion: Bool { isKnown && self != MeshDefaults.latestRevision }

  /// The value where it is known.
  var known: String? { isKnown ? self : nil }
}
