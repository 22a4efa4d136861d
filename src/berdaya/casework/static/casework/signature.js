/** A box to sign in with a finger. Without it, the signed paper is photographed. */
const box = document.querySelector("[data-signature]");
const field = document.querySelector("input[name=drawn]");

if (box && field) {
  const canvas = box.querySelector("canvas");
  const pen = canvas.getContext("2d");
  let last = null;

  const clear = () => {
    canvas.width = canvas.clientWidth * 2;
    canvas.height = canvas.clientHeight * 2;
    pen.fillStyle = "#fff"; // a picture without a ground would come out black
    pen.fillRect(0, 0, canvas.width, canvas.height);
    pen.lineWidth = 5;
    pen.lineCap = pen.lineJoin = "round";
    pen.strokeStyle = "#111";
    field.value = "";
  };
  const place = (event) => {
    const edge = canvas.getBoundingClientRect();
    return [(event.clientX - edge.left) * 2, (event.clientY - edge.top) * 2];
  };

  canvas.addEventListener("pointerdown", (event) => {
    canvas.setPointerCapture(event.pointerId);
    last = place(event);
  });
  canvas.addEventListener("pointermove", (event) => {
    if (!last) return;
    const here = place(event);
    pen.beginPath();
    pen.moveTo(...last);
    pen.lineTo(...here);
    pen.stroke();
    last = here;
  });
  for (const end of ["pointerup", "pointercancel"]) {
    canvas.addEventListener(end, () => {
      last = null;
      field.value = canvas.toDataURL("image/png");
    });
  }
  box.querySelector("[data-clear]").addEventListener("click", clear);
  box.hidden = false;
  clear();
}
