{{- define "shuke.name" -}}
{{- ternary .Release.Name (printf "%s-shuke" .Release.Name) (contains "shuke" .Release.Name) | trunc 50 | trimSuffix "-" }}
{{- end }}

{{- define "shuke.selector" -}}
app.kubernetes.io/name: shuke
app.kubernetes.io/instance: {{ .Release.Name }}
app.kubernetes.io/component: api
{{- end }}

{{- define "shuke.labels" -}}
app.kubernetes.io/name: shuke
app.kubernetes.io/instance: {{ .Release.Name }}
app.kubernetes.io/version: {{ .Values.image.tag | default .Chart.AppVersion | quote }}
app.kubernetes.io/managed-by: {{ .Release.Service }}
helm.sh/chart: {{ .Chart.Name }}-{{ .Chart.Version }}
{{- end }}

{{- define "shuke.image" -}}
image: {{ printf "%s:%s" .Values.image.repository (.Values.image.tag | default .Chart.AppVersion) | quote }}
imagePullPolicy: {{ .Values.image.pullPolicy }}
{{- end }}

{{- define "shuke.pod" -}}
automountServiceAccountToken: false
enableServiceLinks: false
{{- with .Values.image.pullSecrets }}
imagePullSecrets:
  {{- range . }}
  - name: {{ . }}
  {{- end }}
{{- end }}
securityContext:
  runAsNonRoot: true
  runAsUser: 10001
  runAsGroup: 10001
  fsGroup: 10001
  seccompProfile:
    type: RuntimeDefault
{{- with .Values.nodeSelector }}
nodeSelector: {{- toYaml . | nindent 2 }}
{{- end }}
{{- with .Values.tolerations }}
tolerations: {{- toYaml . | nindent 2 }}
{{- end }}
volumes:
  - name: tmp
    emptyDir: {}
{{- end }}

{{- define "shuke.outsideLogVolume" -}}
{{- if .Values.outsideLog.enabled }}
- name: outside-log
  persistentVolumeClaim:
    claimName: {{ .Values.outsideLog.existingClaim | default (printf "%s-outside-log" (include "shuke.name" .)) }}
{{- end }}
{{- end }}

{{- define "shuke.container" -}}
securityContext:
  allowPrivilegeEscalation: false
  readOnlyRootFilesystem: true
  capabilities:
    drop: [ALL]
volumeMounts:
  - name: tmp
    mountPath: /tmp
{{- end }}

{{- define "shuke.outsideLogMount" -}}
{{- if .Values.outsideLog.enabled }}
- name: outside-log
  mountPath: /app/outside-log
{{- end }}
{{- end }}

{{- define "shuke.environment" -}}
envFrom:
  - configMapRef:
      name: {{ include "shuke.name" . }}
env: {{- include "shuke.secrets" (dict "keys" .Values.secret.keys "name" (include "shuke.secretName" .)) | nindent 2 }}
{{- end }}

{{- define "shuke.secrets" -}}
{{- range .keys }}
- name: {{ . }}
  valueFrom:
    secretKeyRef:
      name: {{ $.name }}
      key: {{ . }}
{{- end }}
{{- end }}

{{- define "shuke.secretName" -}}
{{- required "secret.name: the Secret with the passwords and keys, see values.yaml" .Values.secret.name }}
{{- end }}
