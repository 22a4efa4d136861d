/** Makes photos small on the phone before they are sent: less data, and nothing but the picture.
 *  Without it the server does the same. */
const small = async (file, edge) => {
  const picture = await createImageBitmap(file, { imageOrientation: "from-image" });
  const scale = Math.min(1, edge / Math.max(picture.width, picture.height));
  const canvas = document.createElement("canvas");
  canvas.width = Math.round(picture.width * scale);
  canvas.height = Math.round(picture.height * scale);
  canvas.getContext("2d").drawImage(picture, 0, 0, canvas.width, canvas.height);
  const made = await new Promise((done) => canvas.toBlob(done, "image/jpeg", 0.8));
  const readable = ["image/jpeg", "image/png", "image/webp"].includes(file.type);
  // an iPhone can read its HEIC here, the server cannot: then any size is better
  return made && (made.size < file.size || !readable) ? new File([made], "foto.jpg", { type: made.type }) : file;
};

for (const input of document.querySelectorAll("input[type=file][data-shrink]")) {
  const send = input.form.querySelector("button");
  input.addEventListener("change", async () => {
    send.disabled = true;
    const kept = new DataTransfer();
    for (const file of input.files) {
      // what the phone cannot read goes as it is: the server says what is wrong with it
      kept.items.add(await small(file, Number(input.dataset.shrink)).catch(() => file));
    }
    input.files = kept.files;
    send.disabled = false;
  });
}
