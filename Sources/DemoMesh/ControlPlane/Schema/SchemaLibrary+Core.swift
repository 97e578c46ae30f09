extension SchemaLibrary {
  /// The fields of the built-in kinds that the demo serves. Rarely used parts are open: kept as they are.
  static let coreText = """
    package io.k8s.apimachinery.pkg.apis.meta.v1
    type ObjectMeta
      name generateName namespace selfLink uid resourceVersion creationTimestamp deletionTimestamp string
      generation deletionGracePeriodSeconds int
      labels annotations {string}
      ownerReferences [OwnerReference]@uid
      finalizers [string]@
      managedFields [any]
    type OwnerReference atomic
      apiVersion! kind! name! uid! string
      controller blockOwnerDeletion bool
    type LabelSelector atomic
      matchLabels {string}
      matchExpressions [LabelSelectorRequirement]
    type LabelSelectorRequirement
      key! operator! string
      values [string]
    package io.k8s.api.core.v1
    type Namespace
      apiVersion kind string
      metadata ObjectMeta
      spec NamespaceSpec
      status NamespaceStatus
    type NamespaceSpec
      finalizers [string]
    type NamespaceStatus open
      phase string
    type Node
      apiVersion kind string
      metadata ObjectMeta
      spec any
      status any
    type Service
      apiVersion kind string
      metadata ObjectMeta
      spec ServiceSpec
      status ServiceStatus
    type ServiceSpec
      ports [ServicePort]@port,protocol
      selector ServiceSelector
      clusterIP string
      clusterIPs [string]
      type ClusterIP|NodePort|LoadBalancer|ExternalName
      externalIPs loadBalancerSourceRanges ipFamilies [string]
      sessionAffinity None|ClientIP
      sessionAffinityConfig any
      loadBalancerIP externalName externalTrafficPolicy internalTrafficPolicy string
      loadBalancerClass ipFamilyPolicy trafficDistribution string
      healthCheckNodePort int
      publishNotReadyAddresses allocateLoadBalancerNodePorts bool
    type ServiceSelector open atomic
    type ServicePort
      name protocol appProtocol string
      port! int
      targetPort intOrString
      nodePort int
    type ServiceStatus
      loadBalancer LoadBalancerStatus
      conditions [Condition]@type
    type LoadBalancerStatus open
      ingress [any]
    type Endpoints
      apiVersion kind string
      metadata ObjectMeta
      subsets [any]
    type ServiceAccount
      apiVersion kind string
      metadata ObjectMeta
      secrets [ObjectReference]@name
      imagePullSecrets [any]
      automountServiceAccountToken bool
    type ObjectReference
      kind namespace name uid apiVersion resourceVersion fieldPath string
    type ConfigMap
      apiVersion kind string
      metadata ObjectMeta
      data binaryData {string}
      immutable bool
    type Secret
      apiVersion kind string
      metadata ObjectMeta
      data stringData {string}
      type string
      immutable bool
    type Event
      apiVersion kind string
      metadata ObjectMeta
      involvedObject related ObjectReference
      reason message firstTimestamp lastTimestamp eventTime action string
      type reportingComponent reportingInstance string
      count int
      source EventSource
      series any
    type EventSource
      component host string
    type Pod
      apiVersion kind string
      metadata ObjectMeta
      spec PodSpec
      status PodStatus
    type PodTemplateSpec
      metadata ObjectMeta
      spec PodSpec
    type PodSpec open
      containers [Container]@name
      initContainers [Container]@name
      volumes [Volume]@name
      restartPolicy Always|OnFailure|Never
      terminationGracePeriodSeconds activeDeadlineSeconds priority int
      dnsPolicy serviceAccountName serviceAccount nodeName hostname subdomain schedulerName string
      priorityClassName preemptionPolicy string
      nodeSelector {string}
      automountServiceAccountToken hostNetwork hostPID hostIPC shareProcessNamespace enableServiceLinks bool
      imagePullSecrets [ObjectReference]@name
      tolerations [any]
      securityContext PodSecurityContext
    type PodSecurityContext open
    type Volume open
      name! string
    type Container open
      name! string
      image imagePullPolicy workingDir string
      command args [string]
      ports [ContainerPort]@containerPort,protocol
      env [EnvVar]@name
      envFrom [any]
      resources ResourceRequirements
      volumeMounts [VolumeMount]@mountPath
      livenessProbe readinessProbe startupProbe lifecycle any
      terminationMessagePath terminationMessagePolicy restartPolicy string
      securityContext ContainerSecurityContext
      stdin stdinOnce tty bool
    type ContainerSecurityContext open
    type ContainerPort
      name protocol hostIP string
      containerPort! int
      hostPort int
    type EnvVar open
      name! string
      value string
    type VolumeMount open
      name mountPath! subPath string
      readOnly bool
    type ResourceRequirements
      limits requests {intOrString}
      claims [any]
    type PodStatus open
      phase podIP hostIP startTime qosClass reason message string
      conditions [Condition]@type
      podIPs [PodIP]@ip
      hostIPs [any]
      containerStatuses initContainerStatuses [any]
    type PodIP
      ip! string
    type Condition open
      type! status reason message lastTransitionTime lastUpdateTime lastProbeTime string
    package io.k8s.api.apps.v1
    type Deployment
      apiVersion kind string
      metadata ObjectMeta
      spec DeploymentSpec
      status DeploymentStatus
    type DeploymentSpec
      replicas minReadySeconds revisionHistoryLimit progressDeadlineSeconds int
      selector! LabelSelector
      template! PodTemplateSpec
      strategy DeploymentStrategy
      paused bool
    type DeploymentStrategy
      type Recreate|RollingUpdate
      rollingUpdate RollingUpdateDeployment
    type RollingUpdateDeployment
      maxSurge maxUnavailable intOrString
    type DeploymentStatus
      observedGeneration replicas updatedReplicas readyReplicas availableReplicas unavailableReplicas int
      terminatingReplicas collisionCount int
      conditions [Condition]@type
    type ReplicaSet
      apiVersion kind string
      metadata ObjectMeta
      spec ReplicaSetSpec
      status ReplicaSetStatus
    type ReplicaSetSpec
      replicas minReadySeconds int
      selector! LabelSelector
      template PodTemplateSpec
    type ReplicaSetStatus
      observedGeneration replicas fullyLabeledReplicas readyReplicas availableReplicas terminatingReplicas int
      conditions [Condition]@type
    package io.k8s.api.autoscaling.v1
    type Scale
      apiVersion kind string
      metadata ObjectMeta
      spec ScaleSpec
      status ScaleStatus
    type ScaleSpec
      replicas int
    type ScaleStatus
      replicas! int
      selector string
    package io.k8s.api.discovery.v1
    type EndpointSlice
      apiVersion kind string
      metadata ObjectMeta
      addressType IPv4|IPv6|FQDN
      endpoints [any]
      ports [any]
    package io.k8s.api.rbac.v1
    type Role
      apiVersion kind string
      metadata ObjectMeta
      rules [PolicyRule]
    type ClusterRole
      apiVersion kind string
      metadata ObjectMeta
      rules [PolicyRule]
      aggregationRule any
    type PolicyRule
      verbs! apiGroups resources resourceNames nonResourceURLs [string]
    type RoleBinding
      apiVersion kind string
      metadata ObjectMeta
      roleRef! RoleRef
      subjects [Subject]
    type ClusterRoleBinding
      apiVersion kind string
      metadata ObjectMeta
      roleRef! RoleRef
      subjects [Subject]
    type RoleRef atomic
      apiGroup kind! name! string
    type Subject atomic
      apiGroup kind! name! namespace string
    package io.k8s.apiextensions-apiserver.pkg.apis.apiextensions.v1
    type CustomResourceDefinition
      apiVersion kind string
      metadata ObjectMeta
      spec any
      status any
    """

  /// All types of the control plane.
  static let shared = SchemaLibrary(parsing: [coreText, istioText])
}
