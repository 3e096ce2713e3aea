curl -X POST "http://localhost:5014/api/upload_and_generate" \
  -F "image=@test.jpg" \
  -F "prompt=开心的舞蹈，背景是美丽的花园" \
  -F "width=1280" \
  -F "height=720" \
  -F "length=81" \
  -F "steps=4" \
  -F "cfg=1.0" \
  -F "fps=16"
