; The Windows installer. packaging/bundle.py compiles it and says VERSION, NUMBERS, PAYLOAD, ICON,
; LICENCE, OUT and, where binaries are signed, SIGN. It has been compiled; it has not yet been run
; on Windows.
;
;   setup.exe                       for every user of the computer where an administrator runs it
;   setup.exe /S /AllUsers          the same with no question, as Intune and the like do
;   setup.exe /S /CurrentUser       for this user alone, which needs no administrator
;   setup.exe /S /D=C:\Some\Place   elsewhere
;   uninstall.exe /S                away again; every caseload stays

Unicode true
ManifestDPIAware true
ManifestSupportedOS all
SetCompressor /SOLID lzma
Name "IRO Desktop"
OutFile "${OUT}"
BrandingText "IRO Desktop ${VERSION}"

VIProductVersion "${NUMBERS}"
VIAddVersionKey "ProductName" "IRO Desktop"
VIAddVersionKey "ProductVersion" "${VERSION}"
VIAddVersionKey "FileVersion" "${VERSION}"
VIAddVersionKey "FileDescription" "Installer of IRO Desktop"
VIAddVersionKey "LegalCopyright" "The IRO Desktop authors, MIT licence"

!define UNINSTALL_KEY "Software\Microsoft\Windows\CurrentVersion\Uninstall\IRO Desktop"
!define SETTINGS_KEY "Software\IRO Desktop"

; For everybody by default; who is no administrator installs for themselves.
!define MULTIUSER_EXECUTIONLEVEL Highest
!define MULTIUSER_MUI
!define MULTIUSER_USE_PROGRAMFILES64
!define MULTIUSER_INSTALLMODE_COMMANDLINE
!define MULTIUSER_INSTALLMODE_INSTDIR "IRO Desktop"
!define MULTIUSER_INSTALLMODE_INSTDIR_REGISTRY_KEY "${SETTINGS_KEY}"
!define MULTIUSER_INSTALLMODE_INSTDIR_REGISTRY_VALUENAME "Place"
!define MULTIUSER_INSTALLMODE_DEFAULT_REGISTRY_KEY "${SETTINGS_KEY}"
!define MULTIUSER_INSTALLMODE_DEFAULT_REGISTRY_VALUENAME "Place"
!include MultiUser.nsh
!include MUI2.nsh
!include FileFunc.nsh

!ifdef SIGN
  ; The installer itself is signed once it is whole, by bundle.py.
  !uninstfinalize '"${SIGN}" "%1"' = 0
!endif

!define MUI_ICON "${ICON}"
!define MUI_UNICON "${ICON}"
!define MUI_ABORTWARNING
!define MUI_FINISHPAGE_RUN "$INSTDIR\iro-desktop.exe"
!insertmacro MUI_PAGE_LICENSE "${LICENCE}"
!insertmacro MULTIUSER_PAGE_INSTALLMODE
!insertmacro MUI_PAGE_DIRECTORY
!insertmacro MUI_PAGE_INSTFILES
!insertmacro MUI_PAGE_FINISH
!define MUI_UNCONFIRMPAGE_TEXT_TOP "The program is removed. Each user’s caseload stays, encrypted, in %LOCALAPPDATA%\iro-desktop."
!insertmacro MUI_UNPAGE_CONFIRM
!insertmacro MUI_UNPAGE_INSTFILES
!insertmacro MUI_LANGUAGE "English"

!macro FileType ENDING KIND WORDS
  WriteRegStr SHCTX "Software\Classes\${ENDING}\OpenWithProgids" "${KIND}" ""
  WriteRegStr SHCTX "Software\Classes\${ENDING}" "" "${KIND}"
  WriteRegStr SHCTX "Software\Classes\${KIND}" "" "${WORDS}"
  WriteRegStr SHCTX "Software\Classes\${KIND}\DefaultIcon" "" "$INSTDIR\iro-desktop.exe,0"
  WriteRegStr SHCTX "Software\Classes\${KIND}\shell\open\command" "" '"$INSTDIR\iro-desktop.exe" "%1"'
!macroend

!macro NoFileType ENDING KIND
  DeleteRegValue SHCTX "Software\Classes\${ENDING}\OpenWithProgids" "${KIND}"
  DeleteRegKey SHCTX "Software\Classes\${KIND}"
  ReadRegStr $0 SHCTX "Software\Classes\${ENDING}" ""
  StrCmp $0 "${KIND}" 0 +2
  DeleteRegValue SHCTX "Software\Classes\${ENDING}" ""
!macroend

!macro TellShell
  System::Call 'shell32::SHChangeNotify(i 0x08000000, i 0, p 0, p 0)'
!macroend

Function .onInit
  SetRegView 64
  !insertmacro MULTIUSER_INIT
FunctionEnd

Function un.onInit
  SetRegView 64
  !insertmacro MULTIUSER_UNINIT
FunctionEnd

Section
  SetOutPath "$INSTDIR"
  ; What an older version brought and this one does not must not be found by it.
  RMDir /r "$INSTDIR\_internal"
  File /r "${PAYLOAD}\*"
  WriteUninstaller "$INSTDIR\uninstall.exe"
  CreateShortcut "$SMPROGRAMS\IRO Desktop.lnk" "$INSTDIR\iro-desktop.exe"

  !insertmacro FileType ".irosync" "IRODesktop.SharedCopy" "Shared copy of IRO Desktop"
  !insertmacro FileType ".irosummary" "IRODesktop.Summary" "Summary of IRO Desktop"
  !insertmacro TellShell

  WriteRegStr SHCTX "${SETTINGS_KEY}" "Place" "$INSTDIR"
  WriteRegStr SHCTX "${UNINSTALL_KEY}" "DisplayName" "IRO Desktop"
  WriteRegStr SHCTX "${UNINSTALL_KEY}" "DisplayVersion" "${VERSION}"
  WriteRegStr SHCTX "${UNINSTALL_KEY}" "Publisher" "The IRO Desktop authors"
  WriteRegStr SHCTX "${UNINSTALL_KEY}" "DisplayIcon" "$INSTDIR\iro-desktop.exe,0"
  WriteRegStr SHCTX "${UNINSTALL_KEY}" "InstallLocation" "$INSTDIR"
  WriteRegStr SHCTX "${UNINSTALL_KEY}" "UninstallString" '"$INSTDIR\uninstall.exe" /$MultiUser.InstallMode'
  WriteRegStr SHCTX "${UNINSTALL_KEY}" "QuietUninstallString" '"$INSTDIR\uninstall.exe" /$MultiUser.InstallMode /S'
  WriteRegDWORD SHCTX "${UNINSTALL_KEY}" "NoModify" 1
  WriteRegDWORD SHCTX "${UNINSTALL_KEY}" "NoRepair" 1
  ${GetSize} "$INSTDIR" "/S=0K" $0 $1 $2
  IntFmt $0 "0x%08X" $0
  WriteRegDWORD SHCTX "${UNINSTALL_KEY}" "EstimatedSize" "$0"
SectionEnd

Section "Uninstall"
  ; Only what was installed: $INSTDIR may be a folder that holds other things.
  RMDir /r "$INSTDIR\_internal"
  Delete "$INSTDIR\iro-desktop.exe"
  Delete "$INSTDIR\iro-desktop-cli.exe"
  Delete "$INSTDIR\uninstall.exe"
  RMDir "$INSTDIR"
  Delete "$SMPROGRAMS\IRO Desktop.lnk"
  !insertmacro NoFileType ".irosync" "IRODesktop.SharedCopy"
  !insertmacro NoFileType ".irosummary" "IRODesktop.Summary"
  !insertmacro TellShell
  DeleteRegKey SHCTX "${UNINSTALL_KEY}"
  DeleteRegKey SHCTX "${SETTINGS_KEY}"
  DetailPrint "Each user’s caseload stays, encrypted, in %LOCALAPPDATA%\iro-desktop."
SectionEnd
