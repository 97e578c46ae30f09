/// The field numbers of the Kubernetes kinds that kubectl posts in protobuf (its `create` and `auth` commands): the
/// API's generated.proto files.
struct ProtobufSchema: Sendable {
  indirect enum Kind: Sendable {
    case string
    /// Base64 in JSON.
    case bytes
    case boolean
    case integer
    case intOrString
    case list(Kind)
    case map(Kind)
    case message(String)
  }

  struct Field: Sendable {
    var name: String
    var kind: Kind
    /// Zero, false and empty are told from absent.
    var isPointer: Bool
  }

  /// By message and number.
  let messages: [String: [Int: Field]]

  static let kubernetes = ProtobufSchema(parsing: text)

  /// A message begins at the margin; a field is its number, its name (with `?` for a pointer) and its kind.
  private init(parsing text: String) {
    var messages: [String: [Int: Field]] = [:]
    var current = ""
    for line in text.split(separator: "\n") {
      let words = line.split(separator: " ").map(String.init)
      if line.first != " " {
        current = words[0]
      } else if words.count == 3, let number = Int(words[0]) {
        let isPointer = words[1].hasSuffix("?")
        messages[current, default: [:]][number] = Field(
          name: isPointer ? String(words[1].dropLast()) : words[1], kind: Self.kind(words[2]), isPointer: isPointer)
      }
    }
    self.messages = messages
  }

  private static func kind(_ word: String) -> Kind {
    if word.hasPrefix("[") { return .list(kind(String(word.dropFirst().dropLast()))) }
    if word.hasPrefix("{") { return .map(kind(String(word.dropFirst().dropLast()))) }
    switch word {
    case "string": return .string
    case "bytes": return .bytes
    case "bool": return .boolean
    case "int": return .integer
    case "intOrString": return .intOrString
    default: return .message(word)
    }
  }

  private static let text = """
    ObjectMeta
      1 name string
      2 generateName string
      3 namespace string
      5 uid string
      6 resourceVersion string
      11 labels {string}
      12 annotations {string}
      13 ownerReferences [OwnerReference]
      14 finalizers [string]
    OwnerReference
      1 kind string
      3 name string
      4 uid string
      5 apiVersion string
      6 controller? bool
      7 blockOwnerDeletion? bool
    Namespace
      1 metadata ObjectMeta
    ServiceAccount
      1 metadata ObjectMeta
    ConfigMap
      1 metadata ObjectMeta
      2 data {string}
      3 binaryData {bytes}
      4 immutable? bool
    Secret
      1 metadata ObjectMeta
      2 data {bytes}
      3 type string
      4 stringData {string}
      5 immutable? bool
    Service
      1 metadata ObjectMeta
      2 spec ServiceSpec
    ServiceSpec
      1 ports [ServicePort]
      2 selector {string}
      3 clusterIP string
      4 type string
      7 sessionAffinity string
      10 externalName string
    ServicePort
      1 name string
      2 protocol string
      3 port int
      4 targetPort intOrString
      5 nodePort int
      6 appProtocol? string
    Deployment
      1 metadata ObjectMeta
      2 spec DeploymentSpec
    DeploymentSpec
      1 replicas? int
      2 selector LabelSelector
      3 template PodTemplateSpec
      4 strategy DeploymentStrategy
      5 minReadySeconds int
      6 revisionHistoryLimit? int
      7 paused bool
      9 progressDeadlineSeconds? int
    DeploymentStrategy
      1 type string
    LabelSelector
      1 matchLabels {string}
    PodTemplateSpec
      1 metadata ObjectMeta
      2 spec PodSpec
    PodSpec
      2 containers [Container]
      3 restartPolicy string
      8 serviceAccountName string
      20 initContainers [Container]
    Container
      1 name string
      2 image string
      3 command [string]
      4 args [string]
      5 workingDir string
      6 ports [ContainerPort]
      7 env [EnvVar]
      14 imagePullPolicy string
    ContainerPort
      1 name string
      2 hostPort int
      3 containerPort int
      4 protocol string
    EnvVar
      1 name string
      2 value string
    TokenRequest
      1 metadata ObjectMeta
      2 spec TokenRequestSpec
    TokenRequestSpec
      1 audiences [string]
      4 expirationSeconds? int
    Role
      1 metadata ObjectMeta
      2 rules [PolicyRule]
    ClusterRole
      1 metadata ObjectMeta
      2 rules [PolicyRule]
    PolicyRule
      1 verbs [string]
      2 apiGroups [string]
      3 resources [string]
      4 resourceNames [string]
      5 nonResourceURLs [string]
    RoleBinding
      1 metadata ObjectMeta
      2 subjects [Subject]
      3 roleRef RoleRef
    ClusterRoleBinding
      1 metadata ObjectMeta
      2 subjects [Subject]
      3 roleRef RoleRef
    Subject
      1 kind string
      2 apiGroup string
      3 name string
      4 namespace string
    RoleRef
      1 apiGroup string
      2 kind string
      3 name string
    SelfSubjectReview
      1 metadata ObjectMeta
    SelfSubjectAccessReview
      1 metadata ObjectMeta
      2 spec SelfSubjectAccessReviewSpec
    SelfSubjectAccessReviewSpec
      1 resourceAttributes? ResourceAttributes
      2 nonResourceAttributes? NonResourceAttributes
    ResourceAttributes
      1 namespace string
      2 verb string
      3 group string
      4 version string
      5 resource string
      6 subresource string
      7 name string
    NonResourceAttributes
      1 path string
      2 verb string
    SelfSubjectRulesReview
      1 metadata ObjectMeta
      2 spec SelfSubjectRulesReviewSpec
    SelfSubjectRulesReviewSpec
      1 namespace string
    """
}
