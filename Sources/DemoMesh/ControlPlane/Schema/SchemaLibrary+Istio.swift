extension SchemaLibrary {
  /// The fields of Istio's traffic kinds (istio/api networking/v1, the 1.31 line), as its CRDs declare them.
  static let istioText = """
    package io.istio.networking.v1
    type VirtualService
      apiVersion kind string
      metadata ObjectMeta
      spec VirtualServiceSpec
      status IstioStatus
    type VirtualServiceSpec
      hosts gateways exportTo [string]
      http [HTTPRoute]
      tls [TLSRoute]
      tcp [TCPRoute]
    type HTTPRoute
      name string
      match [HTTPMatchRequest]
      route [HTTPRouteDestination]
      redirect HTTPRedirect
      directResponse HTTPDirectResponse
      delegate Delegate
      rewrite HTTPRewrite
      timeout duration
      retries HTTPRetry
      fault HTTPFaultInjection
      mirror Destination
      mirrors [HTTPMirrorPolicy]
      mirrorPercent mirror_percent uint
      mirrorPercentage Percent
      corsPolicy CorsPolicy
      headers Headers
    type HTTPMatchRequest
      name string
      uri scheme method authority StringMatch
      headers withoutHeaders queryParams {StringMatch}
      port uint
      sourceLabels {string}
      gateways [string]
      ignoreUriCase bool
      sourceNamespace statPrefix string
    type StringMatch
      exact prefix regex string
      exclusive exact prefix regex
    type HTTPRouteDestination
      destination! Destination
      weight int
      headers Headers
    type Destination
      host! string
      subset string
      port PortSelector
    type PortSelector
      number uint
    type HTTPRedirect
      uri authority scheme prefixRewrite string
      port uint
      derivePort FROM_PROTOCOL_DEFAULT|FROM_REQUEST_PORT
      redirectCode uint
      exclusive port derivePort
    type HTTPDirectResponse
      status! uint
      body HTTPBody
    type HTTPBody
      string bytes string
      exclusive string bytes
    type Delegate
      name namespace string
    type HTTPRewrite
      uri authority string
      uriRegexRewrite RegexRewrite
    type RegexRewrite
      match rewrite string
    type HTTPRetry
      attempts int
      perTryTimeout duration
      retryOn string
      retryRemoteLocalities retryIgnorePreviousHosts bool
      backoff duration
    type HTTPFaultInjection
      delay FaultDelay
      abort FaultAbort
    type FaultDelay
      percent int
      fixedDelay exponentialDelay duration
      percentage Percent
      exclusive fixedDelay exponentialDelay
    type FaultAbort
      httpStatus int
      grpcStatus http2Error string
      percentage Percent
      exclusive httpStatus grpcStatus http2Error
    type Percent
      value number
    type HTTPMirrorPolicy
      destination! Destination
      percentage Percent
    type CorsPolicy
      allowOrigin allowMethods allowHeaders exposeHeaders [string]
      allowOrigins [StringMatch]
      maxAge duration
      allowCredentials bool
      unmatchedPreflights UNSPECIFIED|FORWARD|IGNORE
    type Headers
      request response HeaderOperations
    type HeaderOperations
      set add {string}
      remove [string]
    type TLSRoute
      match! [TLSMatchAttributes]
      route [RouteDestination]
    type TLSMatchAttributes
      sniHosts! [string]
      destinationSubnets gateways [string]
      port uint
      sourceLabels {string}
      sourceNamespace string
    type TCPRoute
      match [L4MatchAttributes]
      route [RouteDestination]
    type L4MatchAttributes
      destinationSubnets gateways [string]
      port uint
      sourceLabels {string}
      sourceNamespace sourceSubnet string
    type RouteDestination
      destination! Destination
      weight int
    type IstioStatus open
      observedGeneration intOrString
    type DestinationRule
      apiVersion kind string
      metadata ObjectMeta
      spec DestinationRuleSpec
      status IstioStatus
    type DestinationRuleSpec
      host! string
      trafficPolicy TrafficPolicy
      subsets [Subset]
      exportTo [string]
      workloadSelector WorkloadSelector
    type WorkloadSelector
      matchLabels {string}
    type Subset
      name! string
      labels {string}
      trafficPolicy TrafficPolicy
    type TrafficPolicy
      loadBalancer LoadBalancerSettings
      connectionPool ConnectionPoolSettings
      outlierDetection OutlierDetection
      tls ClientTLSSettings
      portLevelSettings [PortTrafficPolicy]
      tunnel TunnelSettings
      proxyProtocol ProxyProtocol
      retryBudget RetryBudget
    type PortTrafficPolicy
      port PortSelector
      loadBalancer LoadBalancerSettings
      connectionPool ConnectionPoolSettings
      outlierDetection OutlierDetection
      tls ClientTLSSettings
    type TunnelSettings
      protocol string
      targetHost! string
      targetPort! uint
    type ProxyProtocol
      version V1|V2
    type RetryBudget
      percent Percent
      minRetryConcurrency uint
      budgetInterval duration0
    type LoadBalancerSettings
      simple UNSPECIFIED|LEAST_CONN|RANDOM|PASSTHROUGH|ROUND_ROBIN|LEAST_REQUEST
      consistentHash ConsistentHash
      localityLbSetting LocalityLoadBalancerSetting
      zoneAwareLbSetting any
      warmup Warmup
      warmupDurationSecs duration
      exclusive simple consistentHash
      exclusive warmup warmupDurationSecs
    type ConsistentHash
      httpHeaderName httpQueryParameterName string
      httpCookie HTTPCookie
      useSourceIp bool
      ringHash RingHash
      maglev MagLev
      minimumRingSize uint
      exclusive httpHeaderName httpCookie useSourceIp httpQueryParameterName
      exclusive ringHash maglev
    type HTTPCookie
      name! string
      path string
      ttl duration0
      attributes [CookieAttribute]
    type CookieAttribute
      name! string
      value string
    type RingHash
      minimumRingSize uint
    type MagLev
      tableSize uint
    type LocalityLoadBalancerSetting
      distribute [LocalityDistribute]
      failover [LocalityFailover]
      failoverPriority [string]
      enabled bool
    type LocalityDistribute
      from string
      to {uint}
    type LocalityFailover
      from to string
    type Warmup
      duration! duration
      minimumPercent aggression number
    type ConnectionPoolSettings
      tcp TCPSettings
      http HTTPSettings
    type TCPSettings
      maxConnections int
      connectTimeout maxConnectionDuration duration
      idleTimeout duration0
      tcpKeepalive TCPKeepalive
    type TCPKeepalive
      probes uint
      time interval duration
    type HTTPSettings
      http1MaxPendingRequests http2MaxRequests maxRequestsPerConnection maxRetries maxConcurrentStreams int
      idleTimeout duration
      h2UpgradePolicy DEFAULT|DO_NOT_UPGRADE|UPGRADE
      useClientProtocol bool
      http2KeepAlive HTTP2KeepAlive
    type HTTP2KeepAlive
      interval timeout duration
    type OutlierDetection
      consecutiveErrors int
      consecutive5xxErrors consecutiveGatewayErrors consecutiveLocalOriginFailures uint
      splitExternalLocalOriginErrors bool
      interval baseEjectionTime duration
      maxEjectionPercent minHealthPercent int
      outlierDetectionHttpErrorCodes [uint]
    type ClientTLSSettings
      mode DISABLE|SIMPLE|MUTUAL|ISTIO_MUTUAL
      clientCertificate privateKey caCertificates caCrl credentialName sni string
      subjectAltNames [string]
      insecureSkipVerify bool
    type Gateway
      apiVersion kind string
      metadata ObjectMeta
      spec GatewaySpec
      status IstioStatus
    type GatewaySpec
      selector {string}
      servers [Server]
    type Server
      port! Port
      bind name defaultEndpoint string
      hosts! [string]
      tls ServerTLSSettings
    type Port
      number! uint
      protocol! name! string
      targetPort uint
    type ServerTLSSettings
      httpsRedirect bool
      mode PASSTHROUGH|SIMPLE|MUTUAL|AUTO_PASSTHROUGH|ISTIO_MUTUAL|OPTIONAL_MUTUAL
      serverCertificate privateKey caCertificates caCrl credentialName caCertCredentialName string
      credentialNames subjectAltNames verifyCertificateSpki verifyCertificateHash cipherSuites [string]
      tlsCertificates [TLSCertificate]
      minProtocolVersion maxProtocolVersion TLS_AUTO|TLSV1_0|TLSV1_1|TLSV1_2|TLSV1_3
      insecureSkipVerify bool
    type TLSCertificate
      serverCertificate privateKey caCertificates string
    type ServiceEntry
      apiVersion kind string
      metadata ObjectMeta
      spec ServiceEntrySpec
      status IstioStatus
    type ServiceEntrySpec
      hosts! [string]
      addresses exportTo subjectAltNames [string]
      ports [ServiceEntryPort]@name
      location MESH_EXTERNAL|MESH_INTERNAL
      resolution NONE|STATIC|DNS|DNS_ROUND_ROBIN|DYNAMIC_DNS
      endpoints [WorkloadEntrySpec]
      workloadSelector SidecarSelector
    type ServiceEntryPort
      number! uint
      protocol string
      name! string
      targetPort uint
    type WorkloadEntrySpec
      address network locality serviceAccount string
      ports {uint}
      labels {string}
      weight uint
    type SidecarSelector
      labels {string}
    type Sidecar
      apiVersion kind string
      metadata ObjectMeta
      spec SidecarSpec
      status IstioStatus
    type SidecarSpec
      workloadSelector SidecarSelector
      ingress [any]
      egress [SidecarEgress]
      inboundConnectionPool ConnectionPoolSettings
      outboundTrafficPolicy OutboundTrafficPolicy
    type SidecarEgress
      port any
      bind captureMode string
      hosts! [string]
    type PeerAuthentication
      apiVersion kind string
      metadata ObjectMeta
      spec PeerAuthenticationSpec
      status IstioStatus
    type PeerAuthenticationSpec
      selector PeerAuthenticationSelector
      mtls PeerAuthenticationMode
      portLevelMtls {PeerAuthenticationMode}
    type PeerAuthenticationSelector
      matchLabels {string}
    type PeerAuthenticationMode
      mode UNSET|DISABLE|PERMISSIVE|STRICT
    type RequestAuthentication
      apiVersion kind string
      metadata ObjectMeta
      spec RequestAuthenticationSpec
      status IstioStatus
    type RequestAuthenticationSpec
      selector PeerAuthenticationSelector
      targetRef PolicyTargetReference
      targetRefs [PolicyTargetReference]
      jwtRules [JWTRule]
    type PolicyTargetReference
      group kind name namespace string
    type JWTRule
      issuer jwksUri jwks outputPayloadToHeader string
      audiences fromParams fromCookies [string]
      fromHeaders [JWTHeader]
      outputClaimToHeaders [ClaimToHeader]
      forwardOriginalToken bool
      timeout duration
    type JWTHeader
      name prefix string
    type ClaimToHeader
      header claim string
    type OutboundTrafficPolicy
      mode REGISTRY_ONLY|ALLOW_ANY
      egressProxy Destination
    """
}
