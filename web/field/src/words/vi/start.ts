// The app itself: opening, fetching, where it runs.
export const start = {
  opening: "Đang mở sổ trên máy này…",
  fetchingPart: "Đang mở phần này…",
  partMissing: "Phần này chưa nằm trong máy. Nối mạng một lần để tải, sau đó dùng được khi không có sóng.",
  goBack: "Quay lại",
  plainTabWarning: "ĐANG CHẠY TRONG TRÌNH DUYỆT, KHÔNG PHẢI ỨNG DỤNG: chỉ để xem thử, bản ghi có thể bị trình duyệt xóa.",
  fetchingDoors: "Đang tải danh sách tối nay…",
};
