"""The 2015 counselling programme (產業綠色成長推動計畫輔導): four services, and the form to apply with."""
