// What a refusal says: what is wrong, and the next step. By the code of the refusal.
import type { RefusalCode } from "../../contract.ts";

export const refusals: Record<RefusalCode | "unexpected", string> = {
  "not-saved": "CHƯA LƯU ĐƯỢC. Bấm Lưu lần nữa; nếu vẫn không được, hãy ghi ra giấy.",
  "storage-full": "Máy gần hết chỗ, chưa lưu được. Xóa bớt ảnh hoặc video rồi bấm lại.",
  "no-server": "Máy chủ không trả lời. Kiểm tra sóng rồi thử lại.",
  "code-unknown": "Mã không đúng, đã dùng hoặc đã hết hạn. Xin mã mới.",
  backup: "Máy kia đang ghi. Nhận ca trước khi ghi bằng máy này.",
  "pin-wrong": "Mã PIN không đúng.",
  "pin-short": "Mã PIN cần sáu chữ số.",
  "pin-wait": "Sai nhiều lần, chờ một lúc rồi thử lại.",
  unsent: "Còn bản ghi chưa gửi và chưa xuất. Gửi hoặc xuất trước đã.",
  "file-damaged": "Tệp hoặc mã bị hỏng, hãy lấy lại từ máy kia.",
  "file-foreign": "Đây không phải tệp của Ba Cùng.",
  "promise-quiet": "Giờ này bà con nghỉ, không được hẹn. Chọn giờ sớm hơn.",
  "promise-past": "Giờ này đã qua. Chọn giờ muộn hơn.",
  nothing: "Không có gì để xuất: đã lên máy chủ hết.",
  server: "Máy chủ chưa nhận. Thử lại sau; bản ghi vẫn nằm trên máy.",
  "other-tab": "Ba Cùng đang mở ở cửa sổ khác.",
  locked: "Sổ đang khóa. Nhập mã PIN.",
  "not-paired": "Máy chưa được ghép.",
  "collect-needs-kit": "Thu nhận tại nhà cần bộ thu nhận và có cán bộ đi cùng.",
  "reason-missing": "Hãy chọn lý do.",
  "nobody-spoke": "Hãy chọn kết quả cho ít nhất một người.",
  "self-test": "Máy này không giữ được số liệu khi thử. Đừng đi với máy này; hãy báo cán bộ xã.",
  unexpected: "Có lỗi ngoài dự kiến. Bản ghi đã lưu vẫn còn; hãy mở lại ứng dụng.",
};
