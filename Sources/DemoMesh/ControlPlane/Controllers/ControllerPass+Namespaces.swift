import Documents

extension ControllerPass {
  /// Gives new namespaces their service account and certificate bundle, and empties those that are to go.
  func fillNamespaces(_ transaction: inout ObjectStore.Transaction) {
    for namespace in sorted(Self.namespaces, transaction) {
      let name = namespace.key.name
      if namespace.document.isTerminating {
        empty(name, &transaction)
        continue
      }
      let account = ObjectKey(namespace: name, name: "default")
      if transaction.object(Self.serviceAccounts, account) == nil {
        transaction.put(
          Self.serviceAccounts, account,
          ["apiVersion": "v1", "kind": "ServiceAccount", "metadata": metadata(name: "default", namespace: name)])
      }
      let bundle = ObjectKey(namespace: name, name: "kube-root-ca.crt")
      if transaction.object(Self.configMaps, bundle) == nil {
        transaction.put(
          Self.configMaps, bundle,
          [
            "apiVersion": "v1", "kind": "ConfigMap", "data": ["ca.crt": ""],
            "metadata": metadata(name: bundle.name, namespace: name),
          ])
      }
    }
  }

  /// Removes everything in a namespace, and the namespace once nothing is left.
  private func empty(_ namespace: String, _ transaction: inout ObjectStore.Transaction) {
    var isEmpty = true
    for type in ResourceCatalogue.shared.types where type.isNamespaced && !type.isVirtual {
      for object in transaction.all(type.id, namespace: namespace) {
        if type.id == Self.pods {
          isEmpty = false
          terminate(object, &transaction)
        } else {
          transaction.remove(type.id, object.key)
        }
      }
    }
    if isEmpty { transaction.remove(Self.namespaces, ObjectKey(namespace: "", name: namespace)) }
  }

  /// The resources whose objects may own others or be owned; events never are.
  private static let collected = ResourceCatalogue.shared.types
    .filter { !$0.isVirtual && $0.kind != "Event" }.map(\.id)

  /// Removes what has lost its owners, and owners that wait for what they own.
  func collectGarbage(_ transaction: inout ObjectStore.Transaction) {
    var living: Set<String> = []
    var owned: [(resource: String, object: StoredObject)] = []
    var waiting: [(resource: String, object: StoredObject)] = []
    for resource in Self.collected {
      for object in transaction.all(resource) {
        living.insert(object.uid)
        if !object.owners.isEmpty { owned.append((resource, object)) }
        if object.document.isTerminating, object.document.finalizers.contains("foregroundDeletion") {
          waiting.append((resource, object))
        }
      }
    }
    for (resource, object) in owned where !object.owners.contains(where: living.contains) {
      remove(resource, object, &transaction)
    }
    for (resource, owner) in waiting {
      let dependents = owned.filter { $0.object.owners.contains(owner.uid) }
      for (resource, object) in dependents { removeInForeground(resource, object, &transaction) }
      if dependents.isEmpty { finish(resource, owner, &transaction) }
    }
  }

  /// An owner whose dependents are gone loses its mark, and goes if nothing else holds it.
  private func finish(_ resource: String, _ owner: StoredObject, _ transaction: inout ObjectStore.Transaction) {
    let rest = owner.document.finalizers.filter { $0 != "foregroundDeletion" }
    guard !rest.isEmpty else {
      transaction.remove(resource, owner.key)
      return
    }
    var document = owner.document
    document.setMetadata("finalizers", JSONValue(rest.map { .string($0) }))
    transaction.put(resource, owner.key, document)
  }

  private func remove(_ resource: String, _ object: StoredObject, _ transaction: inout ObjectStore.Transaction) {
    if resource == Self.pods {
      terminate(object, &transaction)
    } else {
      transaction.remove(resource, object.key)
    }
  }

  private func removeInForeground(
    _ resource: String, _ object: StoredObject, _ transaction: inout ObjectStore.Transaction
  ) {
    guard resource == Self.replicaSets else { return remove(resource, object, &transaction) }
    guard !object.document.isTerminating else { return }
    var document = object.document
    document.setMetadata("deletionTimestamp", timestamp)
    document.setMetadata("deletionGracePeriodSeconds", 0)
    document.setMetadata("finalizers", ["foregroundDeletion"])
    transaction.put(resource, object.key, document)
  }
}
