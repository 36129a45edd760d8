package dev.tare.facts;

import dev.tare.proc.ProcFiles;
import dev.tare.proc.ProcText;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Is this the machine, or a guest, and whose? What is missing proves nothing: bare metal is only
 * said where the CPU or the firmware says so.
 */
final class GuestDetection {
  private static final String DMI = "sys/class/dmi/id/";

  /** QEMU, whose accelerator is not known yet. */
  private static final String QEMU = "qemu";

  private static final String KVM = "kvm";
  private static final String TCG = "tcg";

  /** Orders signatures: of two the first here is the one underneath: KVM may imitate Hyper-V. */
  private static final Map<String, String> SIGNATURES = new LinkedHashMap<>();

  /** Parts of the names that firmware gives the machine. */
  private static final Map<String, String> FIRMWARE = new LinkedHashMap<>();

  static {
    SIGNATURES.put("TCGTCGTCGTCG", TCG);
    SIGNATURES.put("KVMKVMKVM", KVM);
    SIGNATURES.put("Linux KVM Hv", KVM);
    SIGNATURES.put("VMwareVMware", "vmware");
    SIGNATURES.put("XenVMMXenVMM", "xen");
    SIGNATURES.put("VBoxVBoxVBox", "virtualbox");
    SIGNATURES.put("bhyve bhyve", "bhyve");
    SIGNATURES.put("prl hyperv", "parallels");
    SIGNATURES.put("ACRNACRNACRN", "acrn");
    SIGNATURES.put("Microsoft Hv", "hyperv");
    FIRMWARE.put("VMware", "vmware");
    FIRMWARE.put("VirtualBox", "virtualbox");
    FIRMWARE.put("Parallels", "parallels");
    FIRMWARE.put("BHYVE", "bhyve");
    FIRMWARE.put("Xen", "xen");
    FIRMWARE.put("Cloud Hypervisor", "cloud-hypervisor");
    FIRMWARE.put("Apple Virtualization", "apple-virtualization");
    FIRMWARE.put("Microsoft Corporation Virtual Machine", "hyperv");
    FIRMWARE.put("QEMU", QEMU);
    FIRMWARE.put("KVM", KVM);
    FIRMWARE.put("OpenStack", KVM);
    FIRMWARE.put("Google Compute Engine", KVM);
  }

  private final ProcFiles files;
  private final Optional<Cpuid> cpuid;
  private final String cpuinfo;
  private final List<String> evidence = new ArrayList<>();

  GuestDetection(ProcFiles files, Optional<Cpuid> cpuid) {
    this.files = files;
    this.cpuid = cpuid;
    this.cpuinfo = files.text("proc/cpuinfo").orElse("");
  }

  LayerStack.Detected detect() {
    Optional<String> hypervisor =
        signed().or(this::xen).or(this::firmware).or(this::deviceTree).or(this::clockSource);
    if (hypervisor.isPresent()) {
      return found(refined(hypervisor.get()));
    }
    if (hypervisorFlag().orElse(false)) {
      evidence.add("the CPU has the hypervisor flag, nothing names the hypervisor");
      return found("vm");
    }
    return isMachine() ? new LayerStack.Detected(List.of(), evidence) : found(LayerStack.UNKNOWN);
  }

  private LayerStack.Detected found(String layer) {
    if (layer.equals(LayerStack.UNKNOWN)) {
      evidence.add("neither the CPU nor the firmware tells whether this is a guest");
    }
    return new LayerStack.Detected(List.of(layer), evidence);
  }

  private Optional<String> signed() {
    List<String> signatures = cpuid.map(Cpuid::signatures).orElse(List.of());
    for (Map.Entry<String, String> known : SIGNATURES.entrySet()) {
      if (signatures.contains(known.getKey())) {
        evidence.add("CPUID is signed " + known.getKey());
        return Optional.of(known.getValue());
      }
    }
    return Optional.empty();
  }

  private Optional<String> xen() {
    Optional<String> type = files.line("sys/hypervisor/type").filter("xen"::equals);
    type.ifPresent(name -> evidence.add("/sys/hypervisor/type is " + name));
    return type;
  }

  private Optional<String> firmware() {
    String named = names();
    for (Map.Entry<String, String> known : FIRMWARE.entrySet()) {
      if (named.contains(known.getKey())) {
        evidence.add("DMI names " + known.getKey());
        return Optional.of(known.getValue());
      }
    }
    // The same cloud names its bare instances so too.
    if (named.contains("Amazon EC2") && hypervisorFlag().orElse(!named.contains(".metal"))) {
      evidence.add("DMI names Amazon EC2");
      return Optional.of(KVM);
    }
    return Optional.empty();
  }

  private String names() {
    return files.line(DMI + "sys_vendor").orElse("")
        + " "
        + files.line(DMI + "product_name").orElse("");
  }

  private Optional<String> deviceTree() {
    String hypervisor = files.text("proc/device-tree/hypervisor/compatible").orElse("");
    if (hypervisor.contains("xen")) {
      evidence.add("the device tree names Xen");
      return Optional.of("xen");
    }
    if (hypervisor.contains("linux,kvm")) {
      evidence.add("the device tree names KVM");
      return Optional.of(KVM);
    }
    if (files.text("proc/device-tree/compatible").orElse("").contains("linux,dummy-virt")) {
      evidence.add("the device tree is that of a virtual machine (linux,dummy-virt)");
      return Optional.of(QEMU);
    }
    return Optional.empty();
  }

  private Optional<String> clockSource() {
    String clocks = clocks();
    if (clocks.contains("kvm-clock")) {
      evidence.add("the clock source kvm-clock is available");
      return Optional.of(KVM);
    }
    if (clocks.contains("hyperv_clocksource")) {
      evidence.add("a clock source of Hyper-V is available");
      return Optional.of("hyperv");
    }
    return Optional.empty();
  }

  /** Tells which machine monitor a guest of QEMU or KVM really has. */
  private String refined(String hypervisor) {
    String name = hypervisor;
    if (name.equals(QEMU) && clocks().contains("kvm-clock")) {
      evidence.add("the clock source kvm-clock is available");
      name = KVM;
    } else if (name.equals(QEMU) && isEmulatedCpu()) {
      evidence.add("the CPU is QEMU's own model");
      name = TCG;
    } else if (name.equals(QEMU) && firecracker().isEmpty()) {
      evidence.add("its accelerator, KVM or TCG, cannot be told from inside");
    }
    Optional<String> monitor =
        name.equals(KVM) || name.equals(QEMU) ? firecracker() : Optional.empty();
    monitor.ifPresent(evidence::add);
    return monitor.isPresent() ? "firecracker" : name;
  }

  /** Returns the CPU models that QEMU offers only without an accelerator: x86 and ARM "max". */
  private boolean isEmulatedCpu() {
    return ProcText.value(cpuinfo, "model name").orElse("").startsWith("QEMU TCG CPU")
        || ProcText.value(cpuinfo, "CPU implementer").orElse("").equals("0x00")
            && ProcText.value(cpuinfo, "CPU part").orElse("").equals("0x051");
  }

  /** Returns what gives Firecracker away: its ACPI tables, or the bareness of its machine. */
  private Optional<String> firecracker() {
    List<String> devices = files.names("sys/bus/acpi/devices");
    if (files.text("sys/firmware/acpi/tables/DSDT").orElse("").contains("FIRECK")
        || devices.stream().anyMatch(device -> device.startsWith("FCVMGID"))) {
      return Optional.of("ACPI is Firecracker's");
    }
    boolean qemu =
        files.exists("sys/firmware/qemu_fw_cfg")
            || devices.stream().anyMatch(device -> device.startsWith("QEMU"));
    if (qemu || files.exists("sys/class/dmi/id")) {
      return Optional.empty();
    }
    if (devices.stream().anyMatch(device -> device.startsWith("AMZNC10C"))) {
      return Optional.of("no DMI, no QEMU device, Amazon's clock device");
    }
    List<String> arguments = List.of(files.line("proc/cmdline").orElse("").split(" "));
    return arguments.containsAll(List.of("reboot=k", "panic=1", "pci=off"))
        ? Optional.of("no DMI, no QEMU device, no PCI, Firecracker's kernel arguments")
        : Optional.empty();
  }

  /** Tells whether the CPU or the firmware says that this is no guest. */
  private boolean isMachine() {
    if (hypervisorFlag().isPresent()) {
      evidence.add("the CPU has no hypervisor flag");
      return true;
    }
    if (!names().isBlank() || files.exists("proc/device-tree/compatible")) {
      evidence.add("the firmware names a machine");
      return true;
    }
    return false;
  }

  /** Is for x86 only; absent elsewhere. */
  private Optional<Boolean> hypervisorFlag() {
    Optional<Boolean> bit = cpuid.map(Cpuid::hypervisor);
    return bit.isPresent()
        ? bit
        : ProcText.value(cpuinfo, "flags")
            .map(flags -> List.of(flags.split("\\s+")).contains("hypervisor"));
  }

  private String clocks() {
    return files
        .line("sys/devices/system/clocksource/clocksource0/available_clocksource")
        .orElse("");
  }
}
