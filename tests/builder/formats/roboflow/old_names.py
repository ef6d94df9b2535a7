"""Names of blocks from before they had versions; all of them are still accepted by their server."""

CORE = "roboflow_core/"
SAME = (
    "AbsoluteStaticCrop", "DynamicCrop", "DetectionsFilter", "DetectionOffset",
    "DetectionsTransformation", "ContinueIf", "SwitchCase", "PerspectiveCorrection", "DynamicZone",
    "Buffer", "FrameDelay", "DetectionsClassesReplacement", "Expression", "PropertyDefinition",
    "DimensionCollapse", "FirstNonEmptyOrDefault", "BackgroundColorVisualization",
    "BarcodeDetector", "BlurVisualization", "BoundingBoxVisualization", "CircleVisualization",
    "ClipComparison", "CogVlm", "ColorVisualization", "CornerVisualization", "CropVisualization",
    "DetectionsConsensus", "DetectionsDifference", "OverlapAnalysis", "DotVisualization",
    "EllipseVisualization", "HaloVisualization", "IconVisualization", "HeatmapVisualization",
    "LabelVisualization", "MaskVisualization", "PixelateVisualization", "PolygonVisualization",
    "RoboflowClassificationModel", "RoboflowInstanceSegmentationModel",
    "RoboflowKeypointDetectionModel", "RoboflowMultiLabelClassificationModel",
    "RoboflowObjectDetectionModel", "TriangleVisualization", "YoloWorldModel",
    "KeypointVisualization",
)  # fmt: skip
OTHER = {
    "Crop": "dynamic_crop", "RelativeStaticCrop": "relative_statoic_crop",
    "TimeTravel": "frame_delay", "PropertyExtraction": "property_definition",
    "DetectionsListRollUp": "detections_list_rollup", "BarcodeDetection": "barcode_detector",
    "OCRModel": "ocr_model", "QRCodeDetector": "qr_code_detector",
    "QRCodeDetection": "qr_code_detector", "ClassificationModel": "roboflow_classification_model",
    "InstanceSegmentationModel": "roboflow_instance_segmentation_model",
    "KeypointsDetectionModel": "roboflow_keypoint_detection_model",
    "MultiLabelClassificationModel": "roboflow_multi_label_classification_model",
    "ObjectDetectionModel": "roboflow_object_detection_model", "YoloWorld": "yolo_world_model",
    "EasyOCR": "easy_ocr", "QRCodeGenerator": "qr_code_generator",
}  # fmt: skip


def snake(name: str) -> str:
    """`DynamicCrop` as `dynamic_crop`."""
    return "".join(f"_{one.lower()}" if one.isupper() else one for one in name).lstrip("_")


OLD_NAMES = {
    name: f"{CORE}{kind}@v1"
    for name, kind in ({name: snake(name) for name in SAME} | OTHER).items()
}
