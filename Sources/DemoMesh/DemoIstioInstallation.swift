import Documents
import MeshModel

/// What an installation of Istio leaves in a cluster: istiod, the mesh's configuration and the CRDs.
enum DemoIstioInstallation {
  private static let namespace = MeshDefaults.rootNamespace

  static var objects: [JSONValue] {
    ResourceCatalogue.shared.types.filter(\.isCustom).map(definition)
      + [meshConfig, account("istiod"), istiodService, istiod]
  }

  /// The container of a gateway's pod.
  static let gatewayContainer: JSONValue = [
    "name": "istio-proxy", "image": .string(SidecarInjector.image), "imagePullPolicy": "IfNotPresent",
    "args": ["proxy", "router", "--domain", "$(POD_NAMESPACE).svc.cluster.local"],
    "ports": [
      ["containerPort": 15021, "protocol": "TCP"], ["containerPort": 8080, "protocol": "TCP"],
      ["containerPort": 8443, "protocol": "TCP"],
      ["containerPort": 15090, "name": "http-envoy-prom", "protocol": "TCP"],
    ],
    "resources": ["limits": ["cpu": "2", "memory": "1Gi"], "requests": ["cpu": "100m", "memory": "128Mi"]],
  ]

  private static func account(_ name: String) -> JSONValue {
    [
      "apiVersion": "v1", "kind": "ServiceAccount",
      "metadata": ["name": .string(name), "namespace": .string(namespace)],
    ]
  }

  private static let meshConfig: JSONValue = [
    "apiVersion": "v1", "kind": "ConfigMap",
    "metadata": ["name": "istio", "namespace": .string(namespace), "labels": ["istio.io/rev": "default"]],
    "data": [
      "mesh": .string(
        "defaultConfig:\n  discoveryAddress: istiod.istio-system.svc:15012\nrootNamespace: istio-system\n"
          + "trustDomain: cluster.local\n"),
      "meshNetworks": "networks: {}",
    ],
  ]

  private static let labels: [String: String] = ["app": "istiod", "istio": "pilot", "istio.io/rev": "default"]

  private static let istiodService: JSONValue = [
    "apiVersion": "v1", "kind": "Service",
    "metadata": ["name": "istiod", "namespace": .string(namespace), "labels": JSONValue(labels)],
    "spec": [
      "selector": ["app": "istiod", "istio": "pilot"],
      "ports": [
        ["name": "grpc-xds", "port": 15010], ["name": "https-dns", "port": 15012],
        ["name": "https-webhook", "port": 443, "targetPort": 15017], ["name": "http-monitoring", "port": 15014],
      ],
    ],
  ]

  private static let istiod: JSONValue = [
    "apiVersion": "apps/v1", "kind": "Deployment",
    "metadata": ["name": "istiod", "namespace": .string(namespace), "labels": JSONValue(labels)],
    "spec": [
      "selector": ["matchLabels": ["app": "istiod", "istio": "pilot"]],
      "template": [
        "metadata": [
          "labels": JSONValue(labels.merging(["sidecar.istio.io/inject": "false"]) { $1 }),
          "annotations": ["prometheus.io/port": "15014", "prometheus.io/scrape": "true"],
        ],
        "spec": [
          "serviceAccountName": "istiod",
          "containers": [
            [
              "name": "discovery", "image": .string("docker.io/istio/pilot:\(SidecarInjector.version)"),
              "args": ["discovery", "--monitoringAddr=:15014"],
              "ports": [
                ["containerPort": 8080, "protocol": "TCP"],
                ["containerPort": 15010, "name": "grpc-xds", "protocol": "TCP"],
                ["containerPort": 15012, "name": "tls-xds", "protocol": "TCP"],
                ["containerPort": 15017, "name": "webhooks", "protocol": "TCP"],
                ["containerPort": 15014, "name": "monitoring", "protocol": "TCP"],
              ],
            ]
          ],
        ],
      ],
    ],
  ]

  /// The CustomResourceDefinition of one of Istio's kinds.
  private static func definition(_ type: ResourceType) -> JSONValue {
    let schema = SchemaLibrary.shared[type.kind].map(SchemaLibrary.shared.nested) ?? [:]
    let columns = TableColumns.columns(of: type).filter { $0.name != "Name" }
    let versions = type.versions.map { version -> JSONValue in
      [
        "name": .string(version), "served": true, "storage": .bool(version == type.storageVersion),
        "schema": ["openAPIV3Schema": schema], "subresources": ["status": [:]],
        "additionalPrinterColumns": .array(
          columns.map { column in
            [
              "name": .string(column.name), "type": column.name == "Age" ? "date" : "string",
              "jsonPath": .string(
                column.name == "Age" ? ".metadata.creationTimestamp" : ".spec.\(column.name.lowercased())"),
            ]
          }),
      ]
    }
    let names: JSONValue = [
      "kind": .string(type.kind), "listKind": .string("\(type.kind)List"), "plural": .string(type.plural),
      "singular": .string(type.singular), "shortNames": .array(type.shortNames.map { .string($0) }),
      "categories": .array(type.categories.map { .string($0) }),
    ]
    return [
      "apiVersion": "apiextensions.k8s.io/v1", "kind": "CustomResourceDefinition",
      "metadata": [
        "name": .string(type.id),
        "labels": ["app": "istio-pilot", "chart": "istio", "release": "istio"],
      ],
      "spec": [
        "group": .string(type.group), "names": names, "scope": "Namespaced", "conversion": ["strategy": "None"],
        "versions": .array(versions),
      ],
      "status": [
        "acceptedNames": names, "storedVersions": [.string(type.storageVersion)],
        "conditions": [
          ["type": "NamesAccepted", "status": "True", "reason": "NoConflicts", "message": "no conflicts found"],
          [
            "type": "Established", "status": "True", "reason": "InitialNamesAccepted",
            "message": "the initial names have been accepted",
          ],
        ],
      ],
    ]
  }
}
