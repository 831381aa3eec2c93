// Files out of the app: shared where the phone can, else put among its downloads.
export interface Named {
  name: string;
  blob: Blob;
}

export async function handOut(files: Named[]): Promise<void> {
  const shared = files.map((one) => new File([one.blob], one.name, { type: "application/json" }));
  if (navigator.canShare?.({ files: shared })) {
    // Whoever closes the sheet without choosing has still to get the file.
    const taken = await navigator.share({ files: shared }).then(() => true, () => false);
    if (taken) return;
  }
  for (const one of files) download(one);
}

function download({ name, blob }: Named): void {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(blob);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}
