// Before the work: installing, pairing, the PIN.
export const joining = {
  install: {
    title: "Cài Ba Cùng vào màn hình chính",
    why: "Bản ghi buổi tối nằm trong máy cho đến khi có sóng. Trình duyệt có thể tự xóa chúng, ứng dụng đã cài thì không. Vì vậy phải cài trước khi đi.",
    now: "Cài Ba Cùng",
    android: ["Mở trang này bằng Chrome.", "Bấm ⋮ ở góc trên bên phải.", "Chọn “Thêm vào màn hình chính”, rồi “Cài đặt”.", "Mở Ba Cùng từ màn hình chính."],
    ios: ["Mở trang này bằng Safari.", "Bấm nút Chia sẻ (hình vuông có mũi tên lên).", "Chọn “Thêm vào MH chính”, rồi “Thêm”.", "Mở Ba Cùng từ màn hình chính."],
    keepCode: "Nhớ mã ghép này để nhập sau khi cài:",
    done: "Đã cài xong. Hãy mở Ba Cùng từ màn hình chính.",
    plainTab: "Dùng thử trong trình duyệt (chỉ bản minh họa)",
  },
  pair: {
    title: "Ghép máy với buổi tối nay",
    help: "Cán bộ xã có mã ghép cho bạn trên màn hình “Điện thoại”. Mã dùng được một lần.",
    code: "Mã ghép",
    scan: "Quét mã bằng máy ảnh",
    go: "Ghép máy này",
    busy: "Đang hỏi máy chủ…",
    paired: (name: string) => `Máy này là của ${name}`,
  },
  pin: {
    title: "Đặt mã PIN cho máy này",
    help: "Sáu chữ số, chỉ bạn biết. Quên PIN cũng không mất bản ghi: cơ quan vẫn mở được.",
    first: "Mã PIN mới (6 chữ số)",
    again: "Nhập lại mã PIN",
    differ: "Hai lần nhập không giống nhau.",
    short: "Mã PIN có đúng 6 chữ số.",
    easy: "Mã này quá dễ đoán, hãy chọn mã khác.",
    go: "Đặt mã PIN",
    busy: "Đang khóa sổ bằng mã PIN, mất vài giây…",
  },
};
